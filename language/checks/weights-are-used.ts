import { check } from './check.ts';

export const weightsAreUsed = check({
  code: 'unused-weights',
  severity: 'information',
  explanation: 'Tensors of the file that the network has no place for, such as the head of another task.',
  message: (names: string) => `not used of the weights: ${names}`,
  example: `
    supernet Net {
      weights «"classifier.safetensors"»
      input features: vector[8]
      label: linear(2, bias: false)
    }`,
  corrected: `
    supernet Net {
      weights "classifier.safetensors"
      input features: vector[8]
      label: linear(2)
    }`,
});
