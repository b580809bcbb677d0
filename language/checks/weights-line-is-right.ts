import { check } from './check.ts';

export const weightsLineIsRight = check({
  code: 'wrong-map-line',
  severity: 'error',
  explanation:
    'A line of a name map is a pattern of names with `{i}` for numbers and `{a|b}` for choices, and the path of a tensor that uses these numbers.',
  message: (problem: string) => problem,
  example: `
    supernet Net {
      weights "classifier.safetensors" { «"label.{i}" -> label[j].weight» }
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
