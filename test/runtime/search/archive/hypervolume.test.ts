import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hypervolume, hypervolumeImprovement } from '../../../../runtime/search/archive/hypervolume.ts';

/** Losses on a coarse grid, so that ties and duplicates are common. */
const points = (objectives: number, most = 8) =>
  fc.array(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: objectives, maxLength: objectives }), {
    maxLength: most,
  });
const anyPoints = fc.integer({ min: 1, max: 5 }).chain((objectives) => points(objectives));
const reference = (objectives: number) => new Array<number>(objectives).fill(8);

/** By inclusion and exclusion: the volume of a union of boxes that all end at the reference. */
function byInclusionExclusion(set: readonly (readonly number[])[], end: readonly number[]): number {
  let total = 0;
  for (let subset = 1; subset < 1 << set.length; subset++) {
    const members = set.filter((_, index) => (subset >> index) & 1);
    const corner = end.map((_, objective) => Math.max(...members.map((point) => point[objective]!)));
    const volume = corner.reduce((product, loss, objective) => product * Math.max(0, end[objective]! - loss), 1);
    total += members.length % 2 === 1 ? volume : -volume;
  }
  return total;
}

describe('hypervolume', () => {
  test('of nothing is 0, of one point is its box', () => {
    expect(hypervolume([], [1, 1])).toBe(0);
    expect(hypervolume([[1, 2, 3, 4]], [2, 4, 6, 8])).toBe(1 * 2 * 3 * 4);
  });

  test('of a staircase is the sum of its steps', () => {
    const n = 40;
    const staircase = Array.from({ length: n }, (_, i) => [i, n - 1 - i]);
    expect(hypervolume(staircase, [n, n])).toBe((n * (n + 1)) / 2);
  });

  test('of the corners of a cube counts their overlap once', () => {
    // Three slabs a x 1 x 1 of a unit cube along the axes; they share the box of side 1/2.
    const slabs = [
      [0.5, 0, 0],
      [0, 0.5, 0],
      [0, 0, 0.5],
    ];
    expect(hypervolume(slabs, [1, 1, 1])).toBeCloseTo(3 * 0.5 - 3 * 0.25 + 0.125, 12);
  });

  test('points at or beyond the reference add nothing', () => {
    expect(hypervolume([[1, 0]], [1, 1])).toBe(0);
    expect(hypervolume([[-5, 2]], [1, 1])).toBe(0);
  });

  test('equals inclusion and exclusion for one to five objectives', () => {
    fc.assert(
      fc.property(anyPoints, (set) => {
        const end = reference(set[0]?.length ?? 2);
        expect(hypervolume(set, end)).toBeCloseTo(byInclusionExclusion(set, end), 6);
      }),
      { numRuns: 300 },
    );
  });

  test('does not depend on the order of points, nor of objectives', () => {
    fc.assert(
      fc.property(anyPoints, (set) => {
        const end = reference(set[0]?.length ?? 2);
        const reversed = set.toReversed().map((point) => point.toReversed());
        expect(hypervolume(reversed, end)).toBeCloseTo(hypervolume(set, end), 8);
      }),
    );
  });

  test('grows by exactly the improvement of an added point, which is never negative', () => {
    fc.assert(
      fc.property(anyPoints, (set) => {
        const [added, ...others] = set;
        if (added === undefined) return;
        const end = reference(added.length);
        const improvement = hypervolumeImprovement(added, others, end);
        expect(improvement).toBeGreaterThanOrEqual(0);
        expect(hypervolume(set, end)).toBeCloseTo(hypervolume(others, end) + improvement, 8);
      }),
    );
  });

  test('does not change by a dominated point', () => {
    fc.assert(
      fc.property(anyPoints, fc.nat(), fc.nat(3), (set, which, worse) => {
        if (set.length === 0) return;
        const end = reference(set[0]!.length);
        const dominated = set[which % set.length]!.map((loss) => loss + worse);
        expect(hypervolumeImprovement(dominated, set, end)).toBe(0);
        expect(hypervolume([...set, dominated], end)).toBeCloseTo(hypervolume(set, end), 8);
      }),
    );
  });

  test('of three objectives over 150 mutually non-dominated points agrees with counting a grid', () => {
    const set = Array.from({ length: 150 }, (_, i) => [i % 15, Math.floor(i / 15), 28 - (i % 15) - Math.floor(i / 15)]);
    let cells = 0;
    for (let x = 0; x < 30; x++) {
      for (let y = 0; y < 30; y++) {
        for (let z = 0; z < 30; z++) cells += set.some((p) => p[0]! <= x && p[1]! <= y && p[2]! <= z) ? 1 : 0;
      }
    }
    expect(hypervolume(set, [30, 30, 30])).toBe(cells);
  });
});
