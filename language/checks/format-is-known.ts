import { check, list } from './check.ts';
import { suggestion } from './nearest.ts';

export const formatIsKnown = check(
  'unknown-format',
  'error',
  'A number format is one of the known names, or `wXaY`: weights of X bits and activations of Y, each 1 to 8, 16 or 32.',
  (name: string, known: readonly string[]) =>
    `there is no number format \`${name}\`${suggestion(name, known)}; write ${list(known, 'or')}, or \`wXaY\` of 1 to 8, 16 or 32 bits`,
);
