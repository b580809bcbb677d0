import { check } from './check.ts';

export const weightsAreHere = check({
  code: 'weights-not-here',
  severity: 'information',
  explanation:
    'The names and shapes of weights can be checked once they are on this computer; nothing is downloaded while a file is written.',
  message: (reason: string) => reason,
  example: `
    supernet Net {
      weights «"hf:some/classifier"»
      input features: vector[8]
      label: linear(2)
    }`,
  corrected: `
    supernet Net {
      weights "classifier.safetensors"
      input features: vector[8]
      label: linear(2)
    }`,
});
