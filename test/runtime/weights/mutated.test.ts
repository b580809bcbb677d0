import { expect, test } from 'vitest';
import { readMutated } from './mutated.ts';

test('no spoiled file makes a reader throw, lie about places, or read without end', () => {
  const read = Array.from({ length: 3000 }, (_, seed) => readMutated(seed)).filter(Boolean).length;
  // Some are spoiled in their numbers alone.
  expect(read).toBeGreaterThan(150);
  expect(read).toBeLessThan(2500);
});
