import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseOneOfEach } from '../../../language/cost/knapsack.ts';
import { largestWithin } from '../../../language/cost/subset-sum.ts';
import { type Bound, choicesOf, isBeyond, type Point } from '../../../language/cost/trade-offs.ts';

/** Points by their sums; a point of set v chooses its place for variable v. */
function setsOf(sums: readonly (readonly (readonly number[])[])[]): readonly (readonly Point[])[] {
  return sums.map((set, variable) => set.map((of, index) => ({ sums: of, chosen: { variable, index } })));
}

/** Sums of every choice of one point of each set that is within the bounds. */
function allWithin(sets: readonly (readonly Point[])[], bounds: readonly Bound[]): readonly (readonly number[])[] {
  const all = sets.reduce<readonly (readonly number[])[]>(
    (some, set) => some.flatMap((sums) => set.map((point) => point.sums.map((own, i) => (sums[i] ?? 0) + own))),
    [[]],
  );
  return all.filter((sums) => bounds.every((bound, i) => !isBeyond(bound, sums[i + 1]!)));
}

/** The sums of what a solution says that it chose. */
function chosenSums(sets: readonly (readonly Point[])[], solution: Point): readonly number[] {
  const chosen = new Map(choicesOf(solution));
  expect(chosen.size).toBe(sets.length);
  return sets
    .map((set, variable) => set[chosen.get(variable)!]!.sums)
    .reduce((sum, own) => sum.map((value, i) => value + own[i]!));
}

const bound = fc.record({ bound: fc.nat({ max: 120 }), strict: fc.boolean() });
const problems = fc.integer({ min: 1, max: 4 }).chain((limits) =>
  fc.record({
    sums: fc.array(
      fc.array(fc.array(fc.nat({ max: 50 }), { minLength: limits + 1, maxLength: limits + 1 }), {
        minLength: 1,
        maxLength: 5,
      }),
      { minLength: 1, maxLength: 6 },
    ),
    bounds: fc.array(bound, { minLength: limits, maxLength: limits }),
  }),
);

describe('one point of every set', () => {
  it('is the best of all within the bounds', () => {
    const seen = { some: 0, none: 0 };
    const property = fc.property(problems, ({ sums, bounds }) => {
      const sets = setsOf(sums);
      const within = allWithin(sets, bounds);
      const solution = chooseOneOfEach(sets, bounds);
      if (within.length === 0) {
        seen.none += 1;
        expect(solution).toBeUndefined();
        return;
      }
      seen.some += 1;
      if (solution === undefined || solution === 'too many') throw new Error(`${solution}`);
      expect(solution.sums[0]).toBe(Math.min(...within.map(([objective]) => objective!)));
      expect(chosenSums(sets, solution)).toEqual(solution.sums);
      expect(bounds.some((one, i) => isBeyond(one, solution.sums[i + 1]!))).toBe(false);
    });
    fc.assert(property, { seed: 20261123, numRuns: 400 });
    expect(seen.some).toBeGreaterThan(100);
    expect(seen.none).toBeGreaterThan(40);
  });

  it('is found by its sum where the objective falls as a limited sum grows', () => {
    let found = 0;
    const property = fc.property(problems, fc.integer({ min: 1, max: 3 }), ({ sums, bounds }, times) => {
      const falling = sums.map((set) => set.map(([, ...own]) => [times * (50 - own[0]!), ...own]));
      const sets = setsOf(falling);
      const within = allWithin(sets, bounds);
      const solution = largestWithin(sets, bounds);
      const falls = falling.some((set) => new Set(set.map(([, own]) => own)).size > 1);
      expect(solution === 'another').toBe(!falls);
      if (solution === 'another') return;
      if (solution === undefined) {
        expect(within).toEqual([]);
        return;
      }
      found += 1;
      expect(largestWithin(sets, bounds, solution.sums[0])).toBeUndefined();
      expect(largestWithin(sets, bounds, solution.sums[0]! + 1)).toEqual(solution);
      expect(solution.sums[0]).toBe(Math.min(...within.map(([objective]) => objective!)));
      expect(chosenSums(sets, solution)).toEqual(solution.sums);
    });
    fc.assert(property, { seed: 20261124, numRuns: 400 });
    expect(found).toBeGreaterThan(100);
  });

  it('has sums of any size that are so many times another', () => {
    // 7 * 10^9 * {0, 3, 5} three times: at most 12 of them are 3 + 3 + 5.
    const unit = 7e9;
    const set = [0, 3, 5].map((times) => [unit * (5 - times), unit * times]);
    const solution = largestWithin(setsOf([set, set, set]), [{ bound: 12 * unit + 1, strict: false }]);
    expect(solution).toMatchObject({ sums: [4 * unit, 11 * unit] });
  });
});
