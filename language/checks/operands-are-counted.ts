import { check } from './check.ts';

export const operandsAreCounted = check({
  code: 'wrong-number-of-operands',
  severity: 'error',
  explanation: 'Every function takes a fixed number of numbers; `min` and `max` take one or more.',
  message: (name: string, wanted: string, given: number) => `\`${name}\` takes ${wanted}, and is given ${given}`,
  example: `
    supernet Net {
      input features: vector[8]
      linear(«round_to(30)»)
    }`,
  corrected: `
    supernet Net {
      input features: vector[8]
      linear(round_to(30, 8))
    }`,
});
