import { check, list } from './check.ts';
import { suggestion } from './nearest.ts';

export const spaceIsKnown = check(
  'unknown-space',
  'error',
  'A search names a super-network of its file, or of one that the file imports.',
  (name: string, known: readonly string[]) =>
    `this file has no super-network \`${name}\`${suggestion(name, known) || (known.length > 0 ? `; it has ${list(known)}` : '')}`,
);
