import fc from 'fast-check';
import { expect, test } from 'vitest';
import { kneeOf } from '../../../../runtime/search/archive/knee.ts';

test('of a bent front is its bend, whatever the units', () => {
  const front = [
    [0, 1],
    [0.1, 0.3],
    [0.2, 0.1],
    [0.6, 0.05],
    [1, 0],
  ];
  expect(kneeOf(front)).toBe(2);
  expect(kneeOf(front.map(([a, b]) => [1e9 * a! + 5e8, -0.9 + 0.1 * b!]))).toBe(2);
});

test('is the point farthest from the chord between the ends', () => {
  const fronts = fc
    .array(fc.tuple(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 99 })), { minLength: 1, maxLength: 8 })
    .map((inner) => [[0, 100], ...inner, [100, 0]]);
  fc.assert(
    fc.property(fronts, (front) => {
      // Signed distance of (x, y) below the line x + y = 100.
      const distance = front.map(([x, y]) => (100 - x! - y!) / Math.SQRT2);
      expect(distance[kneeOf(front)!]).toBeCloseTo(Math.max(...distance), 9);
    }),
  );
});

test('of one point is that point, of none there is none, and three objectives have one too', () => {
  expect(kneeOf([[3, 4]])).toBe(0);
  expect(kneeOf([])).toBeUndefined();
  expect(
    kneeOf([
      [0, 1, 1],
      [1, 0, 1],
      [1, 1, 0],
      [0.2, 0.2, 0.2],
    ]),
  ).toBe(3);
});
