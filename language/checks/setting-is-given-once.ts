import { check } from './check.ts';

export const settingIsGivenOnce = check(
  'repeated-setting',
  'error',
  'A setting has one value.',
  (name: string, line: number) => `\`${name}\` is given already, on line ${line}; take one of the two away`,
);
