import { check, list } from './check.ts';
import { suggestion } from './nearest.ts';

export const targetIsKnown = check(
  'unknown-target',
  'error',
  'A search names a target of its file, or of one that the file imports.',
  (name: string, known: readonly string[]) =>
    `this file has no target \`${name}\`${suggestion(name, known) || (known.length > 0 ? `; it has ${list(known)}` : '')}`,
);
