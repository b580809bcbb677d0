import { createHash } from 'node:crypto';
import { type Space, storedTensors } from '../../language/index.ts';

/** Equal where two spaces have the same decisions and the same stored tensors: where a run of one is a run of the other. */
export function fingerprintOf(space: Space): string {
  const meaning = [
    space.decisions.map(({ path, values }) => [path, values]),
    storedTensors(space).map(({ path, shape }) => [path, shape]),
  ];
  return createHash('sha256').update(JSON.stringify(meaning)).digest('hex').slice(0, 16);
}
