import { check } from './check.ts';

export const weightsFit = check(
  'weights-of-another-shape',
  'error',
  'A tensor of the file must have the shape of the largest network’s, and hold floating-point numbers.',
  (misfits: readonly string[], rest: number) => `${misfits.join('; ')}${rest === 0 ? '' : `; and ${rest} more`}`,
);
