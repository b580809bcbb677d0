import { check } from './check.ts';
import { suggestion } from './nearest.ts';

export const weightsLineLeadsSomewhere = check({
  code: 'weights-line-without-tensor',
  severity: 'warning',
  explanation: 'The right side of a line in a name map is the path of a tensor of this super-network.',
  message: (target: string, paths: readonly string[]) => {
    const unnumbered = (path: string): string => path.replace(/\[[^\]]*\]/g, '[i]');
    return `this network has no tensor \`${target}\`${suggestion(unnumbered(target), new Set(paths.map(unnumbered)))}`;
  },
  example: `
    supernet Net {
      weights "classifier.safetensors" {
        «"head.{weight|bias}" -> labels.{weight|bias}»
        "label.{weight|bias}" -> label.{weight|bias}
      }
      input features: vector[8]
      label: linear(2)
    }`,
  corrected: `
    supernet Net {
      weights "classifier.safetensors" { "label.{weight|bias}" -> label.{weight|bias} }
      input features: vector[8]
      label: linear(2)
    }`,
});
