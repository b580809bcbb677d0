import fc from 'fast-check';
import { expect, test } from 'vitest';
import { randomStream } from '../../runtime/random.ts';

test('a stream is a function of its key, and other keys give other streams', () => {
  const draw = (seed: number, purpose: string, moment?: number) =>
    Array.from({ length: 5 }, randomStream(seed, purpose, moment).uniform);
  expect(draw(1, 'a', 2)).toEqual(draw(1, 'a', 2));
  const all = [draw(1, 'a', 2), draw(2, 'a', 2), draw(1, 'b', 2), draw(1, 'a', 3), draw(1, 'a')];
  expect(new Set(all.flat()).size).toBe(25);
});

test('order is a permutation', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 300 }), fc.integer(), (count, seed) => {
      const sorted = Array.from(randomStream(seed, 'order').order(count)).sort((a, b) => a - b);
      expect(sorted).toEqual(Array.from({ length: count }, (_, index) => index));
    }),
  );
});

test('normal numbers have mean 0, variance 1 and kurtosis 3', () => {
  const { normal } = randomStream(1, 'normal');
  const numbers = Array.from({ length: 100_000 }, normal);
  const moment = (power: number): number => numbers.reduce((sum, x) => sum + x ** power, 0) / numbers.length;
  expect(moment(1)).toBeCloseTo(0, 1);
  expect(moment(2)).toBeCloseTo(1, 1);
  expect(Math.abs(moment(4) - 3)).toBeLessThan(0.1);
});
