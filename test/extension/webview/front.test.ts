import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Goal, knee, nonDominated, stairs } from '../../../extension/webview/run/front.ts';

type Point = readonly [number, number];
const cost: Goal<Point> = { goal: 'minimize', of: ([x]) => x };
const score: Goal<Point> = { goal: 'maximize', of: ([, y]) => y };
const points = fc.array(fc.tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 12 })), { maxLength: 40 });

const dominates = (a: Point, b: Point) => a[0] <= b[0] && a[1] >= b[1] && (a[0] < b[0] || a[1] > b[1]);

describe('nonDominated', () => {
  it('keeps what nothing dominates, and each thing left out is dominated by one that is kept', () => {
    fc.assert(
      fc.property(points, (all) => {
        const front = nonDominated(all, [cost, score]);
        for (const kept of front) expect(all.some((other) => dominates(other, kept))).toBe(false);
        for (const out of all.filter((one) => !front.includes(one)))
          expect(front.some((kept) => dominates(kept, out))).toBe(true);
      }),
    );
  });

  it('leaves out what has no value', () => {
    const partial: Goal<Point> = { goal: 'maximize', of: ([x, y]) => (x === 1 ? undefined : y) };
    expect(
      nonDominated(
        [
          [1, 9],
          [2, 3],
        ],
        [cost, partial],
      ),
    ).toEqual([[2, 3]]);
  });
});

describe('stairs', () => {
  it('rises on both axes, without repeating a place', () => {
    fc.assert(
      fc.property(points, (all) => {
        const corners = stairs(all, cost, score);
        for (const [i, corner] of corners.slice(1).entries()) {
          expect(corner[0]).toBeGreaterThan(corners[i]![0]);
          expect(corner[1]).toBeGreaterThan(corners[i]![1]);
        }
      }),
    );
  });
});

describe('knee', () => {
  it('is the corner farthest from the chord', () => {
    const corners: Point[] = [
      [0, 0],
      [1, 8],
      [5, 9],
      [10, 10],
    ];
    expect(knee(corners, cost, score)).toEqual([1, 8]);
  });

  it('needs three corners', () => {
    expect(
      knee(
        [
          [0, 0],
          [1, 1],
        ],
        cost,
        score,
      ),
    ).toBeUndefined();
  });
});
