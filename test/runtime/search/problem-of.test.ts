import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { compile, costsAt, type Requirement, type Space } from '../../../language/index.ts';
import { pointOf } from '../../../runtime/search/problem.ts';
import { problemOf } from '../../../runtime/search/problem-of.ts';
import { seeded } from '../../../runtime/search/random-numbers.ts';
import { Sampler } from '../../../runtime/search/sampler.ts';
import { createStrategy } from '../../../runtime/search/strategy.ts';

function spaceOf(example: string): Space {
  const text = readFileSync(new URL(`../../../examples/${example}`, import.meta.url), 'utf8');
  return compile(text, { file: example }).spaces[0]!;
}

const cnn = spaceOf('digits-cnn.lithe');
const objectives = [
  { metric: 'accuracy', goal: 'maximize' },
  { metric: 'macs', goal: 'minimize' },
] as const;
const smallEnough: Requirement = {
  text: 'size <= 200KB',
  metrics: ['size'],
  holds: (_, { size }) => size! <= 200_000,
};
const goodEnough: Requirement = {
  text: 'accuracy >= 95%',
  metrics: ['accuracy', 'size'],
  holds: (_, { accuracy }) => accuracy! >= 0.95,
};

describe('the problem of a space', () => {
  const problem = problemOf(cnn, { objectives, requirements: [] });
  const points = new Sampler(problem, seeded(1)).list()!;

  test('has as many sub-networks as the language counts', () => {
    expect(new Set(points.map(({ key }) => key)).size).toBe(Number(problem.count));
  });

  test('has exactly the costs of the language, and their exact range', () => {
    const macs = points.map(({ costs }) => costs.macs!);
    expect([Math.min(...macs), Math.max(...macs)]).toEqual(problem.costRange.macs);
    for (const { genome, costs } of points.slice(0, 50)) {
      const { macs, params } = costsAt(cnn, genome);
      expect(costs).toEqual({ macs, params });
    }
  });

  test('a requirement on costs forbids before anything is measured, by the name that searches use', () => {
    const bound = problemOf(cnn, { objectives, requirements: [smallEnough] });
    expect(bound.requirements).toEqual(['size <= 200KB']);
    expect(bound.measured).toEqual(['accuracy']);
    for (const { genome } of points) {
      const { bytes } = costsAt(cnn, genome);
      expect(pointOf(bound, genome) !== undefined).toBe(bytes <= 200_000);
    }
  });

  test('a requirement that reads a measured metric waits for it', () => {
    const bound = problemOf(cnn, { objectives: [objectives[1]], requirements: [goodEnough] });
    expect(bound.measured).toEqual(['accuracy']);
    const { genome, costs } = pointOf(bound, points[0]!.genome)!;
    expect(bound.meets(genome, { ...costs, accuracy: 0.96 })).toBe(true);
    expect(bound.meets(genome, { ...costs, accuracy: 0.94 })).toBe(false);
  });
});

test('a strategy searches a declared space', () => {
  const vit = spaceOf('digits-vit.lithe');
  const problem = problemOf(vit, { objectives, requirements: [smallEnough] });
  const strategy = createStrategy(
    problem,
    { strategy: 'hvi', evaluations: 40, perEpoch: 0, initial: 20, batch: 10 },
    1,
  );
  const keys = new Set<string>();
  for (let asked = 0; asked < 40; ) {
    for (const genome of strategy.ask(10)) {
      expect(costsAt(vit, genome).bytes).toBeLessThanOrEqual(200_000);
      keys.add(genome.join());
      strategy.tell(genome, { accuracy: 1 - 1e5 / problem.costs(genome).macs! });
      asked += 1;
    }
  }
  expect(keys.size).toBe(40);
});
