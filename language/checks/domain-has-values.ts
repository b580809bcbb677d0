import { check } from './check.ts';

export const domainHasValues = check(
  'empty-domain',
  'error',
  'A decision chooses among at least one value.',
  (name: string, written: string) => `the domain of \`${name}\` has no values; ${written}`,
);
