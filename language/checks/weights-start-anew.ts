import { check } from './check.ts';

export const weightsStartAnew = check({
  code: 'weights-start-anew',
  severity: 'information',
  explanation:
    'A part of the network that the file knows nothing of, such as the classifier of a new task, starts with random numbers.',
  message: (paths: string) => `not in the weights, so it starts anew: ${paths}`,
  example: `
    supernet Net {
      weights «"classifier.safetensors"»
      input features: vector[8]
      label: linear(2)
      head: linear(3)
    }`,
  corrected: `
    supernet Net {
      weights "classifier.safetensors"
      input features: vector[8]
      label: linear(2)
    }`,
});
