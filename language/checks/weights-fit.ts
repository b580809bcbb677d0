import { check } from './check.ts';

export const weightsFit = check({
  code: 'weights-of-another-shape',
  severity: 'error',
  explanation: 'A tensor of the file must have the shape of the largest network’s, and hold floating-point numbers.',
  message: (misfits: readonly string[], rest: number) =>
    `${misfits.join('; ')}${rest === 0 ? '' : `; and ${rest} more`}`,
  example: `
    supernet Net {
      weights «"classifier.safetensors"»
      input features: vector[8]
      label: linear(3)
    }`,
  corrected: `
    supernet Net {
      weights "classifier.safetensors"
      input features: vector[8]
      label: linear(2)
    }`,
});
