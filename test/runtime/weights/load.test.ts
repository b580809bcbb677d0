import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { compile } from '../../../language/index.ts';
import { createSuperNetwork } from '../../../runtime/train/super-network.ts';
import { openWeights, writeInMemoryOrder } from '../../../runtime/weights/load.ts';
import { safetensors } from './files.ts';

const folder = mkdtempSync(join(tmpdir(), 'lithe-load-'));
const file = join(folder, 'm.safetensors');
afterAll(() => rmSync(folder, { recursive: true }));

const text = `supernet S {
  weights "m.safetensors" {
    "qkv.{weight|bias}" -> attention.{query, key, value}.{weight|bias}
    "out.{weight|bias}" -> attention.output.{weight|bias}
    "up" transposed -> up.weight
    "down.weight" -> down.weight
  }
  input rows: sequence[3, 4]
  attention(2)
  elastic hidden in [2, 6]
  up: linear(hidden, bias: false)
  down: linear(4, bias: false)
  head: linear(2)
}`;
const space = compile(text, { file: 'm.lithe' }).spaces[0]!;
const numbers = (from: number, count: number) => Float32Array.from({ length: count }, (_, index) => from + index);
const sound = {
  'qkv.weight': { shape: [12, 4], data: numbers(0, 48) },
  'qkv.bias': { shape: [12], data: numbers(100, 12) },
  'out.weight': { shape: [4, 4], data: numbers(200, 16) },
  'out.bias': { shape: [4], data: numbers(300, 4) },
  up: { shape: [4, 6], data: numbers(400, 24) },
  'down.weight': { shape: [4, 6], data: numbers(500, 24) },
};

test('fused tensors are split, transposed ones turned, and each lies as the state keeps it', () => {
  writeFileSync(file, safetensors(sound));
  const given = openWeights(space, file);
  const { state } = createSuperNetwork(space, { moments: 1 }, 1, given.paths);
  given.fill(state);
  const held = (path: string) => [...state.view('weights', state.tensors.get(path)!)];
  expect(held('attention.key.weight')).toEqual([...numbers(16, 16)]);
  expect(held('attention.value.bias')).toEqual([...numbers(108, 4)]);
  expect(held('attention.output.weight')).toEqual([...numbers(200, 16)]);
  // `up` is [6, 4] and held so: row r of it is column r of the file's.
  expect(held('up.weight').slice(0, 4)).toEqual([400, 406, 412, 418]);
  // `down` [4, 6] is elastic in its columns, so memory holds them as rows.
  expect(state.tensors.get('down.weight')!.layout).toEqual([1, 0]);
  expect(held('down.weight').slice(0, 4)).toEqual([500, 506, 512, 518]);
  expect(given.paths.has('head.weight')).toBe(false);
  expect(held('head.weight').some((value) => value !== 0)).toBe(true);
});

test('numbers that are none, and files that do not fit, are refused', () => {
  const spoiled = numbers(0, 48);
  [spoiled[7], spoiled[9]] = [Number.NaN, Infinity];
  writeFileSync(file, safetensors({ ...sound, 'qkv.weight': { shape: [12, 4], data: spoiled } }));
  const given = openWeights(space, file);
  const { state } = createSuperNetwork(space, { moments: 1 }, 1, given.paths);
  expect(() => given.fill(state)).toThrow(
    /qkv\.weight holds 2 numbers that are no number or infinite, the first \(NaN\) at element 7/,
  );
  const { up: _, ...short } = sound;
  writeFileSync(file, safetensors({ ...short, 'down.weight': { shape: [6, 4], data: numbers(0, 24) } }));
  expect(() => openWeights(space, file)).toThrow(/does not fit the super-network S: see down\.weight/);
});

test('memory order is the transposition that the layout says', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 }),
      fc.integer(),
      (shape, seed) => {
        const axes = shape.map((_, axis) => axis);
        const layout = [...axes].sort((a, b) => ((a * 7 + seed) % 5) - ((b * 7 + seed) % 5));
        const data = numbers(
          0,
          shape.reduce((product, extent) => product * extent, 1),
        );
        const memory = new Float32Array(data.length);
        writeInMemoryOrder(data, shape, layout, memory);
        const index = shape.map(() => 0);
        for (let from = 0; from < data.length; from++) {
          const to = layout.reduce((at, axis) => at * shape[axis]! + index[axis]!, 0);
          expect(memory[to]).toBe(data[from]);
          for (let axis = shape.length - 1; axis >= 0 && ++index[axis]! === shape[axis]; axis--) index[axis] = 0;
        }
      },
    ),
  );
});
