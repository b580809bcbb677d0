import { check } from './check.ts';

export const decisionHasALastingPath = check({
  code: 'numbered-path',
  severity: 'hint',
  explanation:
    'A statement without a label takes its own name, numbered where it repeats: inserting a line would rename its decisions.',
  message: (path: string, segment: string) =>
    `the path \`${path}\` holds the numbered name \`${segment}\`; label this statement, so that a line above it does not rename the decision`,
  fixes: (place, [, segment]) => [{ title: `Label it \`${segment}\``, edits: [place.insertBefore(`${segment}: `)] }],
  example: `
    block Layer {
      elastic hidden in [16, 32]
      residual { linear(hidden); gelu; linear(8) }
    }
    supernet Net {
      input features: vector[8]
      Layer
      «Layer»
    }`,
  corrected: `
    block Layer {
      elastic hidden in [16, 32]
      residual { linear(hidden); gelu; linear(8) }
    }
    supernet Net {
      input features: vector[8]
      Layer
      layer_2: Layer
    }`,
});
