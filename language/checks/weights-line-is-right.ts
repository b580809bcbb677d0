import { check } from './check.ts';

export const weightsLineIsRight = check(
  'wrong-map-line',
  'error',
  'A line of a name map is a pattern of names with `{i}` for numbers and `{a|b}` for choices, and the path of a tensor that uses these numbers.',
  (problem: string) => problem,
);
