import { expect, test } from 'vitest';
import { crowdingDistances } from '../../../../runtime/search/archive/crowding.ts';

test('the ends of an objective are infinitely far, others have the extent of their neighbours', () => {
  const distances = crowdingDistances([
    [0, 10],
    [1, 5],
    [4, 2],
    [10, 0],
  ]);
  expect(distances[0]).toBe(Number.POSITIVE_INFINITY);
  expect(distances[3]).toBe(Number.POSITIVE_INFINITY);
  expect(distances[1]).toBeCloseTo(4 / 10 + 8 / 10, 12);
  expect(distances[2]).toBeCloseTo(9 / 10 + 5 / 10, 12);
});

test('an objective in which all are equal adds nothing, and no points give no distances', () => {
  expect(crowdingDistances([])).toEqual([]);
  const distances = crowdingDistances([
    [0, 7],
    [1, 7],
    [3, 7],
    [4, 7],
  ]);
  expect(distances[1]).toBeCloseTo(3 / 4, 12);
});
