import { check } from './check.ts';

export const settingFits = check(
  'wrong-setting',
  'error',
  'The values of settings are checked before anything runs.',
  (name: string, wanted: string, given: string) => `\`${name}\` must be ${wanted}, and is ${given}`,
);
