import { check, list } from './check.ts';
import { suggestion } from './nearest.ts';

export const weightsMapIsKnown = check(
  'unknown-weights-map',
  'error',
  'A name map is declared with `map` in the file or in one that it imports, or is one of the standard library.',
  (name: string, known: readonly string[]) =>
    `there is no name map \`${name}\`${suggestion(name, known) || `; there are ${list(known)}`}`,
);
