import { check } from './check.ts';

export const valueIsWhole = check(
  'not-whole',
  'error',
  'Division is exact: a size that is not whole at some setting of the decisions is an error, never rounded in silence.',
  (what: string, value: string, part: string, setting: string) =>
    `${what} is ${value}${setting === '' ? '' : ` where ${setting}`}, and must be whole: \`${part}\` does not come out even; ` +
    'use `floor(…)` or `round_to(…, 8)`, or take that value out of the domain',
);
