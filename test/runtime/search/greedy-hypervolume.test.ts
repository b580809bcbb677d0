import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hypervolume } from '../../../runtime/search/archive/hypervolume.ts';
import { chooseByHypervolume } from '../../../runtime/search/greedy-hypervolume.ts';

const sets = fc.integer({ min: 2, max: 3 }).chain((objectives) => {
  const point = fc.array(fc.integer({ min: 0, max: 20 }), { minLength: objectives, maxLength: objectives });
  return fc.record({
    front: fc.array(point, { maxLength: 6 }),
    candidates: fc.array(point, { minLength: 1, maxLength: 12 }),
    reference: fc.constant(new Array<number>(objectives).fill(18)),
  });
});

describe('choosing a batch by hypervolume', () => {
  test('every pick adds the most that any candidate could add then', () => {
    fc.assert(
      fc.property(sets, ({ front, candidates, reference }) => {
        const picks = chooseByHypervolume(candidates, front, reference, [0], 5);
        expect(new Set(picks).size).toBe(Math.min(5, candidates.length));
        const known = [...front];
        const left = new Set(candidates.keys());
        for (const pick of picks) {
          const before = hypervolume(known, reference);
          const gain = (index: number) => hypervolume([...known, candidates[index]!], reference) - before;
          expect(gain(pick)).toBeCloseTo(Math.max(...[...left].map(gain)), 8);
          known.push(candidates[pick]!);
          left.delete(pick);
        }
      }),
    );
  });

  test('where none adds any, the least behind in the uncertain objective comes first', () => {
    const front = [
      [-0.8, 10],
      [-0.9, 20],
    ];
    const candidates = [
      [-0.7, 11],
      [-0.85, 25],
      [-0.79, 12],
    ];
    // Behind by 0.1, 0.05 and 0.01 in accuracy at their cost.
    expect(chooseByHypervolume(candidates, front, [-0.5, 30], [0], 3)).toEqual([2, 1, 0]);
  });
});
