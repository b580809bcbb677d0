import { expect, test } from 'vitest';
import { seeded } from '../../../runtime/search/random-numbers.ts';
import { rank, tournament } from '../../../runtime/search/selection.ts';

const item = (name: string, losses: readonly number[], meets = true) => ({ name, losses, meets });

test('orders by layer, then by crowding, and puts what meets the requirements first', () => {
  const ranked = rank([
    item('best but failing', [0, 0], false),
    item('dominated', [5, 5]),
    item('end', [0, 4]),
    item('roomier', [2, 2]),
    item('crowded', [2.5, 1]),
    item('other end', [4, 0]),
  ]);
  expect(ranked.map(({ item }) => item.name)).toEqual([
    'end',
    'other end',
    'roomier',
    'crowded',
    'dominated',
    'best but failing',
  ]);
  expect(ranked.map(({ rank }) => rank)).toEqual([0, 0, 0, 0, 1, 2]);
});

test('a tournament prefers the better and never invents', () => {
  const ranked = rank([item('a', [0, 0]), item('b', [1, 1])]);
  const random = seeded(1);
  const wins = Array.from({ length: 400 }, () => tournament(ranked, random).name).filter((name) => name === 'a').length;
  // The worse wins only when drawn twice: a quarter of the time.
  expect(wins / 400).toBeGreaterThan(0.68);
  expect(wins / 400).toBeLessThan(0.82);
});
