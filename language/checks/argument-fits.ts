import { check } from './check.ts';
import { wordElsewhere } from './words-elsewhere.ts';

export const argumentFits = check({
  code: 'wrong-argument',
  severity: 'error',
  explanation: 'Every argument and operand has a kind: a number, a flag, an operator, or the label of a value.',
  message: (what: string, wanted: string, given: string, word?: string) =>
    `${what} must be ${wanted}, and is ${given}${wordElsewhere(word ?? '')}`,
  example: `
    supernet Net {
      input features: vector[8]
      linear(«relu»)
    }`,
  corrected: `
    supernet Net {
      input features: vector[8]
      linear(16)
      relu
    }`,
});
