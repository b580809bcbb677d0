import { check } from './check.ts';

export const valueIsPresent = check(
  'may-be-absent',
  'error',
  'A copy of an elastic repeat, or a path of a choice, is not there in every sub-network, so nothing outside can count on it.',
  (label: string, condition: string) =>
    `\`${label}\` is there only where ${condition}; use the label of the whole repeat, or a copy that is always there`,
);
