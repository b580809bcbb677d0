import { check } from './check.ts';

export const residualKeepsShape = check(
  'shape-mismatch',
  'error',
  'A residual adds its input to its output, so both have one shape, or a shortcut brings the input to the shape of the output.',
  (body: string, input: string, fix: string) => `the body gives ${body}, and ${input} is to be added to it; ${fix}`,
);
