import { check } from './check.ts';

export const weightsAreComplete = check({
  code: 'missing-weights',
  severity: 'error',
  explanation:
    'Where a part of the network is in the file, all of it must be; parts of which nothing is there start as without weights.',
  message: (missing: readonly string[], rest: number) =>
    `the weights lack ${missing.join('; ')}${rest === 0 ? '' : `; and ${rest} more`}`,
  example: `
    supernet Net {
      weights «"weight-only.safetensors"»
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
