import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StoredTensor } from '../../../language/index.ts';
import { LitheError } from '../../../runtime/errors.ts';
import { randomStream } from '../../../runtime/random.ts';
import { fingerprintOf, readCheckpoint, writeCheckpoint } from '../../../runtime/train/checkpoint.ts';
import { createState, type TrainingState } from '../../../runtime/train/state.ts';
import { spoiled } from '../spoiled.ts';

/**
 * Reads so many spoiled checkpoints and gives how many were sound all the same. Throws where one made anything but a
 * LitheError of one line, or changed the state although it was refused.
 */
export function readMutatedCheckpoints(count: number): number {
  const folder = mkdtempSync(join(tmpdir(), 'lithe-mutated-'));
  try {
    const written = stateOf(0.5);
    const file = writeCheckpoint(folder, written, { step: 7, seed: 1, fingerprint: fingerprintOf(written) });
    const sound = readFileSync(file);
    const [before, after] = [numbersOf(stateOf(0)), numbersOf(written)];
    if (!isSound(file, stateOf(0), -1)) throw new Error('the sound checkpoint is refused');
    let read = 0;
    for (let index = 0; index < count; index++) {
      writeFileSync(file, spoiled(sound, randomStream(1, 'checkpoint', index)));
      const state = stateOf(0);
      const isRead = isSound(file, state, index);
      const expected = isRead ? after : before;
      if (!numbersOf(state).equals(expected)) throw new Error(`checkpoint ${index}: other numbers than were written`);
      if (isRead) read += 1;
    }
    return read;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function isSound(file: string, state: TrainingState, index: number): boolean {
  try {
    readCheckpoint(file, state, 1);
    return true;
  } catch (error) {
    if (error instanceof LitheError && !error.message.includes('\n')) return false;
    throw new Error(`checkpoint ${index}: ${(error as Error).stack}`, { cause: error });
  }
}

/** Two tensors with their moments, all of one number. */
function stateOf(value: number): TrainingState {
  const initial = { kind: 'constant', value: 0 } as const;
  const tensors = [[3, 2], [3]].map(
    (shape, index): StoredTensor => ({
      path: `t${index}`,
      shape,
      slice: shape.map(() => 'leading'),
      initial,
      trained: true,
      decayed: true,
    }),
  );
  const state = createState(tensors, ({ shape }) => shape.map((_, axis) => axis), 2);
  for (const tensor of state.tensors.values())
    for (const part of ['weights', 'first', 'second'] as const) state.view(part, tensor).fill(value);
  return state;
}

function numbersOf(state: TrainingState): Buffer {
  const views = [...state.tensors.values()].flatMap((tensor) =>
    (['weights', 'first', 'second'] as const).map((part) => Float32Array.from(state.view(part, tensor))),
  );
  return Buffer.concat(views.map((view) => Buffer.from(view.buffer)));
}
