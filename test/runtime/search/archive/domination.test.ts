import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dominates, nonDominated, nonDominatedLayers } from '../../../../runtime/search/archive/domination.ts';

const pointSets = fc.integer({ min: 1, max: 4 }).chain((objectives) =>
  fc.array(fc.array(fc.integer({ min: 0, max: 6 }), { minLength: objectives, maxLength: objectives }), {
    maxLength: 30,
  }),
);

/** Peels fronts off by the definition. */
function peel(points: readonly (readonly number[])[]): number[][] {
  const layers: number[][] = [];
  let left = [...points.keys()];
  while (left.length > 0) {
    const front = left.filter((a) => !left.some((b) => dominates(points[b]!, points[a]!)));
    layers.push(front);
    left = left.filter((index) => !front.includes(index));
  }
  return layers;
}

describe('non-dominated sorting', () => {
  test('equals peeling fronts off by the definition', () => {
    fc.assert(
      fc.property(pointSets, (points) => {
        const layers = nonDominatedLayers(points).map((layer) => layer.toSorted((a, b) => a - b));
        expect(layers).toEqual(peel(points));
        expect(nonDominated(points)).toEqual(peel(points)[0] ?? []);
      }),
      { numRuns: 300 },
    );
  });

  test('keeps whole layers up to the number wanted', () => {
    const points = [
      [0, 1],
      [1, 0],
      [2, 2],
      [3, 3],
    ];
    expect(nonDominatedLayers(points, 1)).toEqual([[0, 1]]);
    expect(nonDominatedLayers(points, 3)).toEqual([[0, 1], [2]]);
  });

  test('equal points share a layer', () => {
    expect(
      nonDominated([
        [1, 1],
        [1, 1],
        [2, 0],
      ]),
    ).toEqual([0, 1, 2]);
  });
});

test('dominance is irreflexive, asymmetric and transitive', () => {
  const point = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 3, maxLength: 3 });
  fc.assert(
    fc.property(point, point, point, (a, b, c) => {
      expect(dominates(a, a)).toBe(false);
      if (dominates(a, b)) expect(dominates(b, a)).toBe(false);
      if (dominates(a, b) && dominates(b, c)) expect(dominates(a, c)).toBe(true);
    }),
  );
});
