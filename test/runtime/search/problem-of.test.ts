import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { compile, costsAt, type Requirement, type Space } from '../../../language/index.ts';
import { pointOf } from '../../../runtime/search/problem.ts';
import { problemOf } from '../../../runtime/search/problem-of.ts';
import { seeded } from '../../../runtime/search/random-numbers.ts';
import { Sampler } from '../../../runtime/search/sampler.ts';
import { createStrategy } from '../../../runtime/search/strategy.ts';

const text = `
supernet Small {
  input image: image[1, 28, 28]
  elastic depth in 1..3
  stage: repeat depth {
    elastic width in [8, 16, 24]
    elastic kernel in [3, 5]
    conv(width, kernel: kernel, stride: 2)
    batchnorm
    relu
  }
  mixer: choose mixing { plain {} depthwise { depthwise_conv(kernel: 3); relu } }
  global_pool
  classifier: linear(10)
}`;
const small: Space = compile(text, { file: 'small.lithe' }).spaces[0]!;
const objectives = [
  { metric: 'accuracy', goal: 'maximize' },
  { metric: 'macs', goal: 'minimize' },
] as const;
const smallEnough: Pick<Requirement, 'text' | 'metrics' | 'holds'> = {
  text: 'size <= 16KB',
  metrics: ['size'],
  holds: (_, { size }) => size! <= 16_000,
};
const goodEnough: Pick<Requirement, 'text' | 'metrics' | 'holds'> = {
  text: 'accuracy >= 95%',
  metrics: ['accuracy', 'size'],
  holds: (_, { accuracy }) => accuracy! >= 0.95,
};

describe('the problem of a space', () => {
  const problem = problemOf(small, { objectives, requirements: [] });
  const points = new Sampler(problem, seeded(1)).list()!;

  test('has as many sub-networks as the language counts', () => {
    // 6 settings of each of 1, 2 or 3 layers, and two paths.
    expect(problem.count).toBe(2n * (6n + 36n + 216n));
    expect(new Set(points.map(({ key }) => key)).size).toBe(Number(problem.count));
  });

  test('has exactly the costs of the language, and their exact range', () => {
    const macs = points.map(({ costs }) => costs.macs!);
    expect([Math.min(...macs), Math.max(...macs)]).toEqual(problem.costRange.macs);
    for (const { genome, costs } of points.slice(0, 50)) {
      const { macs, params } = costsAt(small, genome);
      expect(costs).toEqual({ macs, params });
    }
  });

  test('a requirement on costs forbids before anything is measured, by the name that searches use', () => {
    const bound = problemOf(small, { objectives, requirements: [smallEnough] });
    expect(bound.requirements).toEqual(['size <= 16KB']);
    expect(bound.measured).toEqual(['accuracy']);
    const forbidden = points.filter(({ genome }) => costsAt(small, genome).bytes > 16_000);
    expect(forbidden.length).toBeGreaterThan(0);
    expect(forbidden.length).toBeLessThan(points.length);
    for (const { genome } of points) {
      const { bytes } = costsAt(small, genome);
      expect(pointOf(bound, genome) !== undefined).toBe(bytes <= 16_000);
    }
  });

  test('a requirement that reads a measured metric waits for it', () => {
    const bound = problemOf(small, { objectives: [objectives[1]], requirements: [goodEnough] });
    expect(bound.measured).toEqual(['accuracy']);
    const { genome, costs } = pointOf(bound, points[0]!.genome)!;
    expect(bound.meets(genome, { ...costs, accuracy: 0.96 })).toBe(true);
    expect(bound.meets(genome, { ...costs, accuracy: 0.94 })).toBe(false);
  });
});

test('a strategy searches the examples', () => {
  const file = 'digits-vit.lithe';
  const example = readFileSync(new URL(`../../../examples/${file}`, import.meta.url), 'utf8');
  const vit = compile(example, { file }).spaces[0]!;
  const limited: Pick<Requirement, 'text' | 'metrics' | 'holds'> = {
    text: 'size <= 400KB',
    metrics: ['size'],
    holds: (_, { size }) => size! <= 400_000,
  };
  const problem = problemOf(vit, { objectives, requirements: [limited] });
  const strategy = createStrategy(
    problem,
    { strategy: 'hvi', evaluations: 40, perEpoch: 0, initial: 20, batch: 10 },
    1,
  );
  const keys = new Set<string>();
  for (let asked = 0; asked < 40; ) {
    for (const genome of strategy.ask(10)) {
      expect(costsAt(vit, genome).bytes).toBeLessThanOrEqual(400_000);
      keys.add(genome.join());
      strategy.tell(genome, { accuracy: 1 - 1e5 / problem.costs(genome).macs! });
      asked += 1;
    }
  }
  expect(keys.size).toBe(40);
});
