import { check } from './check.ts';

export const argumentFits = check(
  'wrong-argument',
  'error',
  'Every argument and operand has a kind: a number, a flag, a word, an operator, or the label of a value.',
  (what: string, wanted: string, given: string) => `${what} must be ${wanted}, and is ${given}`,
);
