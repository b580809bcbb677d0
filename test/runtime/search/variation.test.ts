import { describe, expect, test } from 'vitest';
import { pointOf } from '../../../runtime/search/problem.ts';
import { seeded } from '../../../runtime/search/random-numbers.ts';
import { realVariation } from '../../../runtime/search/real-variation.ts';
import { integerVariation, mutate } from '../../../runtime/search/variation.ts';
import { simulatedVit, vitShape } from './simulated-vit.ts';

const { problem } = simulatedVit(1, vitShape);
const largest = pointOf(
  problem,
  problem.decisions.map(({ largest }) => largest),
)!;
const smallest = pointOf(
  problem,
  problem.decisions.map(({ smallest }) => smallest),
)!;

describe('mutation of whole numbers', () => {
  test('changes one active gene on average, and no inactive one', () => {
    const random = seeded(1);
    const draws = 3000;
    let changed = 0;
    for (let draw = 0; draw < draws; draw++) {
      const mutated = mutate(problem, smallest, random);
      for (const [gene, index] of mutated.entries()) {
        if (index === smallest.genome[gene]) continue;
        changed += 1;
        expect(smallest.activity[gene]).toBe(true);
      }
    }
    expect(Math.abs(changed / draws - 1)).toBeLessThan(0.1);
  });

  test('takes every other value equally often', () => {
    const random = seeded(2);
    const counts = [0, 0, 0, 0];
    for (let draw = 0; draw < 30_000; draw++) counts[mutate(problem, largest, random)[1]!]! += 1;
    const changed = counts.slice(0, 3);
    const mean = changed.reduce((sum, count) => sum + count, 0) / 3;
    for (const count of changed) expect(Math.abs(count - mean)).toBeLessThan(4 * Math.sqrt(mean));
  });
});

describe.each([
  ['integer', integerVariation],
  ['real', realVariation],
] as const)('%s variation', (_, vary) => {
  test('stays in the domain and gives whole numbers', () => {
    const random = seeded(3);
    for (let draw = 0; draw < 500; draw++) {
      for (const child of vary(problem, largest, smallest, random)) {
        for (const [gene, index] of child.entries()) {
          expect(Number.isInteger(index) && index >= 0).toBe(true);
          expect(index).toBeLessThan(problem.decisions[gene]!.values.length);
        }
      }
    }
  });

  test('mixes both parents', () => {
    const random = seeded(4);
    const ofMother = Array.from({ length: 400 }, () => vary(problem, largest, smallest, random)[0]!).map(
      (child) => child.filter((index, gene) => index === largest.genome[gene]).length / child.length,
    );
    const mean = ofMother.reduce((sum, share) => sum + share, 0) / ofMother.length;
    // 0.1 + 0.9 * 0.5 where genes are swapped; 0.1 + 0.9 * (0.5 + 0.25) where half of them are recombined.
    expect(Math.abs(mean - (vary === integerVariation ? 0.55 : 0.775))).toBeLessThan(0.03);
  });
});

test('real variation rarely changes a gene on which the parents agree', () => {
  const random = seeded(5);
  let changed = 0;
  const draws = 2000;
  for (let draw = 0; draw < draws; draw++) {
    const [child] = realVariation(problem, largest, largest, random);
    changed += child.filter((index, gene) => index !== largest.genome[gene]).length;
  }
  // 0.02 per gene at most, and most steps of index 20 round back.
  expect(changed / (draws * 25)).toBeLessThan(0.005);
});
