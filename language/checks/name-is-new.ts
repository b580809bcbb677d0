import { check } from './check.ts';

export const nameIsNew = check(
  'duplicate-label',
  'error',
  'Labels, constants, decisions and parameters share one namespace in each scope, and paths are made of them.',
  (name: string, line: number) => `\`${name}\` is taken already, on line ${line}; give one of the two another name`,
);
