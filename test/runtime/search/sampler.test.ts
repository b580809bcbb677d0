import { describe, expect, test } from 'vitest';
import { seeded } from '../../../runtime/search/random-numbers.ts';
import { Sampler } from '../../../runtime/search/sampler.ts';
import { simulatedVit, smallShape, vitShape } from './simulated-vit.ts';

describe('sampler', () => {
  test('lists every sub-network of a small space once', () => {
    const { problem } = simulatedVit(1, smallShape);
    const listed = new Sampler(problem, seeded(1)).list()!;
    expect(listed).toHaveLength(Number(problem.count));
    expect(new Set(listed.map(({ key }) => key)).size).toBe(42);
  });

  test('lists only feasible ones, although the way to them leads over others', () => {
    // Only the largest is feasible: the smallest, where the listing starts, is far from it.
    const { problem } = simulatedVit(1, smallShape, undefined, {
      feasible: (genome) => genome.every((index, gene) => index === [1, 1, 2, 1, 2][gene]),
    });
    expect(new Sampler(problem, seeded(1)).list()!.map(({ genome }) => genome)).toEqual([[1, 1, 2, 1, 2]]);
  });

  test('does not list a large space', () => {
    expect(new Sampler(simulatedVit(1, vitShape).problem, seeded(1)).list()).toBeUndefined();
  });

  test('uniform draws take every value of a gene equally often', () => {
    const { problem } = simulatedVit(1, vitShape);
    const sampler = new Sampler(problem, seeded(3));
    const counts = [0, 0, 0, 0];
    for (let draw = 0; draw < 4000; draw++) counts[sampler.uniform()!.genome[1]!]! += 1;
    // Four deviations of a binomial with probability 1/4.
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(4 * Math.sqrt(4000 * 0.25 * 0.75));
  });

  test('tilted draws reach costs that uniform ones do not', () => {
    const { problem } = simulatedVit(1, vitShape);
    const spread = (draw: (sampler: Sampler) => number) => {
      const sampler = new Sampler(problem, seeded(4));
      const costs = Array.from({ length: 500 }, () => draw(sampler));
      return Math.max(...costs) / Math.min(...costs);
    };
    const uniform = spread((sampler) => sampler.uniform()!.costs.macs!);
    expect(spread((sampler) => sampler.tilted()!.costs.macs!)).toBeGreaterThan(1.3 * uniform);
  });

  test('finds what a tight requirement leaves by walking from what it knows', () => {
    const { problem } = simulatedVit(1, vitShape);
    // The smallest and what differs from it in at most two genes: one draw in many millions.
    const tight = {
      ...problem,
      feasible: (genome: readonly number[]) => genome.filter((index) => index > 0).length <= 2,
    };
    const found = new Sampler(tight, seeded(5)).fresh(50, new Set());
    expect(found).toHaveLength(50);
    expect(new Set(found.map(({ key }) => key)).size).toBe(50);
  });

  test('gives fewer where there are no more', () => {
    const { problem } = simulatedVit(1, smallShape);
    const sampler = new Sampler(problem, seeded(1));
    const first = sampler.fresh(40, new Set());
    const rest = sampler.fresh(40, new Set(first.map(({ key }) => key)));
    expect([first.length, rest.length]).toEqual([40, 2]);
  });
});
