import { expect, test } from 'vitest';
import { seeded } from '../../../runtime/search/random-numbers.ts';

test('a seed repeats its numbers', () => {
  const draw = (seed: number) =>
    Array.from(
      { length: 5 },
      (
        (random) => () =>
          random.uniform()
      )(seeded(seed)),
    );
  expect(draw(1)).toEqual(draw(1));
  expect(draw(2)).not.toEqual(draw(1));
});

test('neighbouring seeds start with unrelated numbers', () => {
  const firsts = Array.from({ length: 2000 }, (_, seed) => seeded(seed).uniform());
  const mean = firsts.reduce((sum, first) => sum + first, 0) / firsts.length;
  const pairs = firsts.slice(1).map((first, index) => (first - 0.5) * (firsts[index]! - 0.5));
  const correlation = (12 * pairs.reduce((sum, product) => sum + product, 0)) / pairs.length;
  expect(Math.abs(mean - 0.5)).toBeLessThan(0.03);
  expect(Math.abs(correlation)).toBeLessThan(0.1);
});

test('a permutation keeps its items and moves each to each place equally often', () => {
  const random = seeded(5);
  const places = [0, 0, 0, 0];
  for (let draw = 0; draw < 4000; draw++) {
    const order = random.shuffled([0, 1, 2, 3]);
    expect(order.toSorted()).toEqual([0, 1, 2, 3]);
    places[order.indexOf(0)]! += 1;
  }
  for (const count of places) expect(Math.abs(count - 1000)).toBeLessThan(110);
});
