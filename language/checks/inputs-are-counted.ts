import { check } from './check.ts';

export const inputsAreCounted = check({
  code: 'wrong-number-of-inputs',
  severity: 'error',
  explanation: 'Operators that join values read two or more of them, by their labels.',
  message: (operator: string, wanted: string, given: number) =>
    `\`${operator}\` reads ${wanted} value${wanted === '1' ? '' : 's'}, and is given ${given}`,
  example: `
    supernet Net {
      input features: vector[8]
      hidden: linear(8)
      «sum(hidden)»
    }`,
  corrected: `
    supernet Net {
      input features: vector[8]
      hidden: linear(8)
      sum(hidden, features)
    }`,
});
