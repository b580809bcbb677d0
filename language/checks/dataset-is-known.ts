import { check, list } from './check.ts';
import { suggestion } from './nearest.ts';

export const datasetIsKnown = check(
  'unknown-dataset',
  'error',
  'A search names a dataset of its file, or of one that the file imports.',
  (name: string, known: readonly string[]) =>
    `this file has no dataset \`${name}\`${suggestion(name, known) || (known.length > 0 ? `; it has ${list(known)}` : '')}`,
);
