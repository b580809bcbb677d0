import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { StoredTensor } from '../../../language/index.ts';
import { LitheError } from '../../../runtime/errors.ts';
import { checkpointsIn, fingerprintOf, readCheckpoint, writeCheckpoint } from '../../../runtime/train/checkpoint.ts';
import { createState, type TrainingState } from '../../../runtime/train/state.ts';
import { readMutatedCheckpoints } from './mutated-checkpoint.ts';

function stored(path: string, shape: readonly number[], trained = true): StoredTensor {
  const initial = { kind: 'constant', value: 0 } as const;
  return { path, shape, slice: shape.map(() => 'leading'), initial, trained, decayed: shape.length > 1 };
}

function stateOf(width: number, moments: 1 | 2 = 2): TrainingState {
  const tensors = [stored('a.weight', [width, 3]), stored('a.bias', [width]), stored('norm.mean', [5], false)];
  return createState(tensors, (tensor) => tensor.shape.map((_, axis) => axis), moments);
}

function numbersOf(state: TrainingState): number[][] {
  return [...state.tensors.values()].flatMap((tensor) =>
    (['weights', ...(tensor.stored.trained ? (['first', 'second'] as const) : [])] as const).map((part) =>
      Array.from(state.view(part, tensor)),
    ),
  );
}

function filled(state: TrainingState): TrainingState {
  let next = 0;
  for (const tensor of state.tensors.values()) {
    for (const part of ['weights', 'first', 'second'] as const) {
      if (part !== 'weights' && !tensor.stored.trained) continue;
      const view = state.view(part, tensor);
      for (let i = 0; i < view.length; i++) view[i] = Math.sin(next++);
    }
  }
  return state;
}

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lithe-checkpoint-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(state: TrainingState, step = 7): string {
  return writeCheckpoint(folder, state, { step, seed: 1, fingerprint: fingerprintOf(state) });
}

describe('a checkpoint', () => {
  test('gives back every number, step and seed', () => {
    const state = filled(stateOf(4));
    const other = stateOf(4);
    const header = readCheckpoint(write(state), other, 1);
    expect(header).toEqual({ step: 7, seed: 1, fingerprint: fingerprintOf(state) });
    expect(numbersOf(other)).toEqual(numbersOf(state));
  });

  test('that was spoiled is refused, or read as it was written', () => {
    // All but those that the accidents left as they were.
    expect(readMutatedCheckpoints(3000)).toBeLessThan(30);
  });

  test('is a safetensors file', () => {
    const bytes = readFileSync(write(filled(stateOf(4))));
    const length = Number(bytes.readBigUInt64LE());
    const { __metadata__, ...tensors } = JSON.parse(bytes.subarray(8, 8 + length).toString());
    expect(Object.values(__metadata__).every((value) => typeof value === 'string')).toBe(true);
    expect(tensors['weights/a.weight']).toEqual({ dtype: 'F32', shape: [4, 3], data_offsets: [0, 48] });
    const ends = Object.values(tensors as Record<string, { data_offsets: number[] }>).map((each) => each.data_offsets);
    for (const [index, [start]] of ends.entries()) expect(start).toBe(index === 0 ? 0 : ends[index - 1]![1]);
    expect(8 + length + ends.at(-1)![1]!).toBe(bytes.length);
  });

  test('truncated at any length is refused, and the state stays as it was', () => {
    const file = write(filled(stateOf(4)));
    const whole = readFileSync(file);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: whole.length - 1 }), (length) => {
        writeFileSync(file, whole.subarray(0, length));
        const state = stateOf(4);
        expect(() => readCheckpoint(file, state, 1)).toThrow(LitheError);
        expect(() => readCheckpoint(file, state, 1)).toThrow(
          /is damaged: .*step-00000007|step-00000007.* is damaged: /,
        );
        expect(
          numbersOf(state)
            .flat()
            .every((number) => number === 0),
        ).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  test('with a changed byte is refused', () => {
    const file = write(filled(stateOf(4)));
    const whole = readFileSync(file);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: whole.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const changed = Buffer.from(whole);
        changed[at]! ^= change;
        writeFileSync(file, changed);
        expect(() => readCheckpoint(file, stateOf(4), 1)).toThrow(LitheError);
      }),
      { numRuns: 300 },
    );
  });

  test.each(['null', '7', '"a"'])('whose metadata are %s is refused', (header) => {
    const file = write(filled(stateOf(4)));
    const bytes = readFileSync(file);
    const length = Number(bytes.readBigUInt64LE());
    const table = JSON.parse(bytes.subarray(8, 8 + length).toString());
    table.__metadata__.header = header;
    const text = Buffer.from(JSON.stringify(table));
    const prefix = Buffer.alloc(8);
    prefix.writeBigUInt64LE(BigInt(text.length));
    writeFileSync(file, Buffer.concat([prefix, text, bytes.subarray(8 + length)]));
    expect(() => readCheckpoint(file, stateOf(4), 1)).toThrow(/is damaged: its metadata are no object/);
  });

  test('of another space, optimizer or seed is refused', () => {
    const file = write(filled(stateOf(4)));
    expect(() => readCheckpoint(file, stateOf(5), 1)).toThrow(/another space/);
    expect(() => readCheckpoint(file, stateOf(4, 1), 1)).toThrow(/another space or optimizer/);
    expect(() => readCheckpoint(file, stateOf(4), 2)).toThrow(/seed 1, and this run has seed 2/);
    expect(() => readCheckpoint(join(folder, 'none'), stateOf(4), 1)).toThrow(/cannot be read \(ENOENT\)/);
  });

  test('leaves the newest two and nothing half-written', () => {
    const state = filled(stateOf(4));
    for (const step of [5, 10, 100_000_000, 20]) write(state, step);
    expect(readdirSync(folder).sort()).toEqual(['step-00000020.safetensors', 'step-100000000.safetensors']);
    expect(checkpointsIn(folder)[0]).toBe(join(folder, 'step-100000000.safetensors'));
  });
});
