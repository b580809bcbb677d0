import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate } from '../../../language/cost/evaluate.ts';
import { createPool } from '../../../language/cost/expression.ts';
import { unionOfSlices } from '../../../language/cost/union-of-slices.ts';
import { compile, costsAt, genomeOf, largest, networkAt, smallest, storedTensors } from '../../../language/index.ts';
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
  const extent = fc.integer({ min: 0, max: 5 });
  fc.assert(
    fc.property(fc.array(fc.tuple(extent, extent), { maxLength: 5 }), (slices) => {
      const pool = createPool();
      const union = unionOfSlices(
        pool,
        slices.map((slice) => slice.map((size) => pool.constant(size))),
      );
      const cells = Array.from({ length: 25 }, (_, cell) => [Math.floor(cell / 5), cell % 5] as const);
      const covered = cells.filter(([row, column]) => slices.some(([rows, columns]) => row < rows && column < columns));
      expect(evaluate(union, () => 0)).toBe(covered.length);
    }),
  );
});
