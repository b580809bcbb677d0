import { check } from './check.ts';
import { removeStatement } from './fixes.ts';

export const weightsAreGivenOnce = check({
  code: 'weights-given-twice',
  severity: 'error',
  explanation: 'A super-network starts from the weights of one file or folder.',
  message: () =>
    'this super-network has its weights already; write one `weights`, with a folder where several files belong together',
  fixes: (place) => removeStatement(place, 'these weights'),
  example: `
    supernet Net {
      weights "classifier.safetensors"
      «weights "classifier.safetensors"»
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
