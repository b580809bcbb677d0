import { check } from './check.ts';

export const weightsAreHere = check(
  'weights-not-here',
  'information',
  'The names and shapes of weights can be checked once they are on this computer; nothing is downloaded while a file is written.',
  (reason: string) => reason,
);
