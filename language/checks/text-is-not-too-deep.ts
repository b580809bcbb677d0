import { check } from './check.ts';

export const textIsNotTooDeep = check(
  'nested-too-deep',
  'error',
  'Reading a text takes a level of calls for each level of brackets and for each link of a long chain of operations.',
  () => 'this is nested too deep, or chained too long, to be read: name parts of it with `const`',
);
