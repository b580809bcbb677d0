import { check } from './check.ts';

export const settingIsGiven = check(
  'missing-setting',
  'error',
  'Some settings have no default that would be right for everybody.',
  (owner: string, name: string, written: string) => `${owner} needs \`${name}\`: write \`${written}\``,
);
