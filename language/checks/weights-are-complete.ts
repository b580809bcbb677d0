import { check } from './check.ts';

export const weightsAreComplete = check(
  'missing-weights',
  'error',
  'Where a part of the network is in the file, all of it must be; parts of which nothing is there start as without weights.',
  (missing: readonly string[], rest: number) =>
    `the weights lack ${missing.join('; ')}${rest === 0 ? '' : `; and ${rest} more`}`,
);
