import { describe, expect, test } from 'vitest';
import { seeded } from '../../../runtime/search/random-numbers.ts';
import { Sampler } from '../../../runtime/search/sampler.ts';
import { spreadStart } from '../../../runtime/search/spread-start.ts';
import { simulatedVit, smallShape, vitShape } from './simulated-vit.ts';

function start(seed: number, count: number, shape = vitShape, given = 0) {
  const { problem } = simulatedVit(1, shape);
  const random = seeded(seed);
  const sampler = new Sampler(problem, random);
  const before = sampler.fresh(given, new Set());
  return { problem, before, chosen: spreadStart(problem, sampler, random, before, count) };
}

describe('spread start', () => {
  test('has the largest, the smallest, and one network in each bin of log MACs', () => {
    const { problem, chosen } = start(1, 30);
    expect(new Set(chosen.map(({ key }) => key)).size).toBe(30);
    expect(chosen[0]!.costs.macs).toBe(problem.costRange.macs![1]);
    expect(chosen[1]!.costs.macs).toBe(problem.costRange.macs![0]);
    const logs = chosen.map(({ costs }) => Math.log(costs.macs!)).sort((a, b) => a - b);
    const widest = Math.max(...logs.slice(1).map((log, index) => log - logs[index]!));
    expect(widest).toBeLessThan((4 * (logs.at(-1)! - logs[0]!)) / 30);
  });

  test('leaves out what is given', () => {
    const { before, chosen } = start(2, 20, vitShape, 5);
    expect(chosen).toHaveLength(20);
    expect(new Set([...before, ...chosen].map(({ key }) => key)).size).toBe(25);
  });

  test('of a space with fewer is all of it', () => {
    expect(start(3, 60, smallShape).chosen).toHaveLength(42);
    expect(start(3, 60, smallShape, 40).chosen).toHaveLength(2);
  });
});
