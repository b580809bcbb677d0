import { check } from './check.ts';

export const argumentIsGivenOnce = check(
  'repeated-argument',
  'error',
  'An argument has one value.',
  (callee: string, name: string) => `\`${name}\` of \`${callee}\` is given already; take one of the two away`,
);
