import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate } from '../../../language/cost/evaluate.ts';
import { createPool } from '../../../language/cost/expression.ts';
import { unionOfSlices } from '../../../language/cost/union-of-slices.ts';
import {
  compile,
  costRange,
  costsAt,
  genomeOf,
  largest,
  networkAt,
  smallest,
  storedTensors,
} from '../../../language/index.ts';
import { spaceOf } from './compiled.ts';

const space = spaceOf(`supernet Tied {
  input source: tokens[4]
  input target: tokens[5]
  elastic source_width in [4, 8]
  elastic target_width in [4, 6]
  from source
  word: embedding(32, source_width)
  global_pool
  summary: linear(target_width, bias: false)
  from target
  target_word: embedding(32, target_width, share: word)
  layernorm
  linear(32, bias: false, share: target_word)
}`);

function at(configuration: Record<string, number>) {
  const found = genomeOf(space, configuration);
  if ('problems' in found) throw new Error(found.problems.join());
  return found.genome;
}

describe('a shared tensor', () => {
  it('is stored once, under its owner, at the largest extent of all its uses', () => {
    const stored = storedTensors(space).map(({ path, shape }) => [path, shape]);
    expect(stored).toEqual([
      ['word.weight', [32, 8]],
      ['summary.weight', [6, 8]],
      ['layernorm.weight', [6]],
      ['layernorm.bias', [6]],
    ]);
  });

  it('is used at the extents of each operator', () => {
    const { operators } = networkAt(space, smallest(space));
    const uses = operators
      .flatMap(({ tensors }) => Object.values(tensors))
      .filter(({ stored }) => stored === 'word.weight');
    expect(uses).toEqual([1, 2, 3].map(() => ({ stored: 'word.weight', shape: [32, 4] })));
    const wide = networkAt(space, largest(space)).operators.find(({ path }) => path === 'linear')!;
    expect(wide.tensors.weight).toEqual({ stored: 'word.weight', shape: [32, 6] });
  });

  it('is counted once, at the union of the slices used', () => {
    const params = (source_width: number, target_width: number) =>
      costsAt(space, at({ source_width, target_width })).params;
    expect(params(8, 4)).toBe(32 * 8 + 4 * 8 + 2 * 4);
    expect(params(4, 6)).toBe(32 * 6 + 6 * 4 + 2 * 6);
  });

  it('belongs to an operator that has such a tensor', () => {
    const { diagnostics } = compile(
      'supernet S { input v: vector[8]\n a: relu\n linear(8, share: a)\n linear(8, share: nothing) }',
      { file: 'a' },
    );
    expect(diagnostics.map(({ line, code }) => [line, code])).toEqual([
      [3, 'wrong-share'],
      [4, 'unknown-name'],
    ]);
    expect(diagnostics[0]!.message).toContain('`linear` or an `embedding`');
  });
});

it('counts the union of leading slices as a grid of cells does', () => {
  const side = 5;
  const slices = (axes: number) =>
    fc.array(fc.array(fc.integer({ min: 0, max: side }), { minLength: axes, maxLength: axes }), { maxLength: 6 });
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 3 }).chain((axes) => fc.tuple(fc.constant(axes), slices(axes))),
      ([axes, all]) => {
        const pool = createPool();
        const union = unionOfSlices(
          pool,
          all.map((slice) => slice.map((size) => pool.constant(size))),
        );
        const cells = Array.from({ length: side ** axes }, (_, cell) =>
          Array.from({ length: axes }, (_, axis) => Math.floor(cell / side ** axis) % side),
        );
        const covered = cells.filter((cell) => all.some((slice) => slice.every((size, axis) => cell[axis]! < size)));
        expect(evaluate(union, () => 0)).toBe(covered.length);
      },
    ),
  );
});

it('prices a tensor that many operators share', () => {
  // Ten of as many widths, of rows of 8 and 6 numbers in turn.
  const users = Array.from({ length: 10 }, (_, i) => ({
    name: `u${i}`,
    from: i % 2 ? 'w' : 'v',
    grows: i % 2 ? 'wide' : 'deep',
  }));
  const lines = users.map(
    ({ name, from, grows }, i) => `from ${from}\n${name}: linear(${3 * i} + ${grows}, bias: false, share: top)`,
  );
  const text = `supernet S {
    input v: vector[8]
    input w: vector[6]
    elastic wide in [2, 9]
    elastic deep in [1, 5]
    from v
    top: linear(4, bias: false)
    ${lines.join('\n')}
  }`;
  const space = spaceOf(text);
  const range = costRange(space, 'params');
  const params = (wide: number, deep: number) => {
    const slices = users.map(({ from, grows }, i) => ({
      rows: 3 * i + (grows === 'wide' ? wide : deep),
      columns: from === 'w' ? 6 : 8,
    }));
    return Array.from({ length: 40 }, (_, row) =>
      Math.max(row < 4 ? 8 : 0, ...slices.map(({ rows, columns }) => (row < rows ? columns : 0))),
    ).reduce((sum, columns) => sum + columns);
  };
  if ('problem' in range) throw new Error(range.problem.message);
  expect([range.smallest.value, range.largest.value]).toEqual([params(2, 1), params(9, 5)]);
});
