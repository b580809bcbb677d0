import { check } from './check.ts';

export const argumentIsInRange = check({
  code: 'argument-out-of-range',
  severity: 'error',
  explanation: 'Sizes are whole and at least 1, counts whole and at least 0, shares at least 0 and under 1.',
  message: (operator: string, argument: string, value: string, wanted: string, advice: string) =>
    `\`${argument}\` of \`${operator}\` is ${value}, and must be ${wanted}${advice}`,
  example: `
    supernet Net {
      input image: image[3, 32, 32]
      «conv(16, kernel: 3, stride: 0)»
    }`,
  corrected: `
    supernet Net {
      input image: image[3, 32, 32]
      conv(16, kernel: 3, stride: 1)
    }`,
});
