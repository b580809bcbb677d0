import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dropDominated } from '../../../language/cost/dominance.ts';
import { eliminate, type Semiring } from '../../../language/cost/eliminate.ts';
import { type Factor, forEachSetting, strideOf } from '../../../language/cost/factor.ts';

const sizes = [2, 3, 4, 2, 3];
const sizeOf = (variable: number) => sizes[variable]!;

const smallestSum: Semiring<number> = {
  one: 0,
  times: (a, b) => a + b,
  plus: Math.min,
  better: (candidate, chosen) => candidate < chosen,
};
const sumOfProducts: Semiring<number> = { one: 1, times: (a, b) => a * b, plus: (a, b) => a + b, better: () => false };

/** Any tables of small whole numbers over one to three variables: loops among them are common. */
const factors: fc.Arbitrary<readonly Factor<number>[]> = fc.array(
  fc
    .uniqueArray(fc.nat({ max: sizes.length - 1 }), { minLength: 1, maxLength: 3 })
    .map((variables) => variables.sort())
    .chain((variables) => {
      const cells = variables.reduce((product, variable) => product * sizeOf(variable), 1);
      const cell = fc.oneof({ weight: 9, arbitrary: fc.integer({ min: -5, max: 5 }) }, fc.constant(0));
      return fc.array(cell, { minLength: cells, maxLength: cells }).map((table) => ({ variables, table }));
    }),
  { minLength: 1, maxLength: 8 },
);

function cellAt(factor: Factor<number>, setting: readonly number[]): number {
  return factor.table[factor.variables.reduce((at, v) => at + strideOf(factor, v, sizeOf) * setting[v]!, 0)]!;
}

function bruteForce(over: readonly Factor<number>[]) {
  let smallest = Number.POSITIVE_INFINITY;
  let sum = 0;
  forEachSetting(sizes, (setting) => {
    const cells = over.map((factor) => cellAt(factor, setting));
    smallest = Math.min(
      smallest,
      cells.reduce((a, b) => a + b, 0),
    );
    sum += cells.reduce((a, b) => a * b, 1);
  });
  return { smallest, sum };
}

describe('elimination', () => {
  it('finds the smallest sum and where it is', () => {
    fc.assert(
      fc.property(factors, (over) => {
        const result = eliminate(over, sizeOf, smallestSum);
        if ('tooLarge' in result) throw new Error('too large');
        expect(result.value).toBe(bruteForce(over).smallest);
        const setting = sizes.map((_, variable) => result.chosen.get(variable) ?? 0);
        expect(over.reduce((sum, factor) => sum + cellAt(factor, setting), 0)).toBe(result.value);
      }),
      { numRuns: 200 },
    );
  });

  it('sums products', () => {
    fc.assert(
      fc.property(factors, (over) => {
        const result = eliminate(over, sizeOf, sumOfProducts);
        const mentioned = new Set(over.flatMap(({ variables }) => variables));
        const unmentioned = sizes.reduce((product, size, v) => (mentioned.has(v) ? product : product * size), 1);
        expect(('value' in result && result.value * unmentioned) || 0).toBe(bruteForce(over).sum || 0);
      }),
      { numRuns: 200 },
    );
  });

  it('says which variables would make too large a table', () => {
    // Every pair of 12 variables of 8 values is tied: the first step would visit 8^12 cells.
    const pairs = Array.from({ length: 12 }, (_, a) => Array.from({ length: a }, (_, b) => [b, a])).flat();
    const tied = pairs.map((variables) => ({ variables, table: Array.from({ length: 64 }, () => 1) }));
    const result = eliminate(tied, () => 8, smallestSum);
    expect('tooLarge' in result && result.tooLarge).toHaveLength(12);
  });
});

describe('dropping dominated values', () => {
  it('keeps the minimum', () => {
    fc.assert(
      fc.property(factors, (over) => {
        const { factors: reduced, kept } = dropDominated(over, sizeOf);
        const result = eliminate(reduced, (variable) => kept.get(variable)!.length, smallestSum);
        expect('value' in result && result.value).toBe(bruteForce(over).smallest);
      }),
      { numRuns: 300 },
    );
  });

  it('leaves one corner where every factor is monotone', () => {
    const rising = { variables: [0, 2], table: [0, 1, 2, 5, 3, 3, 4, 9] };
    const falling = { variables: [1, 2], table: [9, 9, 9, 9, 5, 5, 6, 6, 1, 1, 2, 3] };
    const { kept } = dropDominated([rising, falling], sizeOf);
    expect([...kept].sort()).toEqual([
      [0, [0]],
      [1, [2]],
      [2, [0]],
    ]);
  });

  it('never keeps a forbidden value for want of another', () => {
    const barrier = { variables: [1], table: [Number.POSITIVE_INFINITY, 0, Number.POSITIVE_INFINITY] };
    const cheap = { variables: [1], table: [1, 5, 2] };
    const { factors: reduced, kept } = dropDominated([barrier, cheap], sizeOf);
    const result = eliminate(reduced, (variable) => kept.get(variable)!.length, smallestSum);
    expect('value' in result && result.value).toBe(5);
  });
});
