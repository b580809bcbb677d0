import { describe, expect, test } from 'vitest';
import type { Explore, Genome, Objective } from '../../../language/index.ts';
import { nonDominated } from '../../../runtime/search/archive/domination.ts';
import { hypervolume } from '../../../runtime/search/archive/hypervolume.ts';
import { keyOf, lossesOf, type Problem } from '../../../runtime/search/problem.ts';
import { seeded } from '../../../runtime/search/random-numbers.ts';
import { Sampler } from '../../../runtime/search/sampler.ts';
import { createStrategy, type Strategy } from '../../../runtime/search/strategy.ts';
import { type SimulatedVit, simulatedVit, smallShape, validate } from './simulated-vit.ts';

const explores: readonly Explore[] = [
  { strategy: 'random', evaluations: 0, perEpoch: 0 },
  { strategy: 'nsga2', evaluations: 0, perEpoch: 0, population: 16 },
  { strategy: 'linas', evaluations: 0, perEpoch: 0, population: 20 },
  { strategy: 'hvi', evaluations: 0, perEpoch: 0, initial: 15, batch: 15 },
];

/** 7,371 sub-networks: too many to list, so that every strategy has to search. */
const middleShape = { depths: [2, 3, 4], heads: [2, 4, 6], hidden: [256, 512, 1024] };

const threeObjectives: readonly Objective[] = [
  { metric: 'accuracy', goal: 'maximize' },
  { metric: 'macs', goal: 'minimize' },
  { metric: 'params', goal: 'minimize' },
];

/** Asks and tells until the budget is spent or nothing is left; what was asked, in order. */
function search(strategy: Strategy, vit: SimulatedVit, budget: number, batch = 7): Genome[] {
  const asked: Genome[] = [];
  while (asked.length < budget) {
    const genomes = strategy.ask(Math.min(batch, budget - asked.length));
    if (genomes.length === 0) break;
    for (const genome of genomes) strategy.tell(genome, validate(vit, genome));
    asked.push(...genomes);
  }
  return asked;
}

function lossesAt(vit: SimulatedVit, genomes: readonly Genome[]) {
  return genomes.map((genome) => lossesOf(vit.problem, { ...vit.problem.costs(genome), ...validate(vit, genome) }));
}

function frontOf(vit: SimulatedVit, genomes: readonly Genome[]): string[] {
  return nonDominated(lossesAt(vit, genomes))
    .map((index) => keyOf(genomes[index]!))
    .sort();
}

function list(problem: Problem): Genome[] {
  return new Sampler(problem, seeded(0)).list()!.map(({ genome }) => genome);
}

describe.each(explores)('$strategy', (explore) => {
  test('measures every sub-network of a small space once, finds its front, and then asks for nothing', () => {
    const vit = simulatedVit(1, smallShape);
    const strategy = createStrategy(vit.problem, explore, 1);
    const asked = search(strategy, vit, 100);
    expect(asked).toHaveLength(42);
    expect(new Set(asked.map(keyOf)).size).toBe(42);
    expect(frontOf(vit, asked)).toEqual(frontOf(vit, list(vit.problem)));
    expect(strategy.ask(5)).toEqual([]);
  });

  test('never asks for a sub-network twice, nor for one that is not canonical', () => {
    const vit = simulatedVit(2, middleShape);
    const asked = search(createStrategy(vit.problem, explore, 3), vit, 70);
    expect(asked).toHaveLength(70);
    expect(new Set(asked.map(keyOf)).size).toBe(70);
    for (const genome of asked) expect(vit.problem.canonical(genome)).toEqual(genome);
  });

  test('asks again for what was not told', () => {
    const vit = simulatedVit(2, middleShape);
    const strategy = createStrategy(vit.problem, explore, 3);
    const first = strategy.ask(4);
    expect(strategy.ask(4)).toEqual(first);
    strategy.tell(first[1]!, validate(vit, first[1]!));
    expect(strategy.ask(3)).toEqual([first[0], first[2], first[3]]);
  });

  test('the seed settles what is asked, whatever the size of asks', () => {
    const vit = simulatedVit(4, middleShape);
    const run = (seed: number, batch: number) => search(createStrategy(vit.problem, explore, seed), vit, 50, batch);
    const first = run(1, 7);
    expect(run(1, 50)).toEqual(first);
    expect(run(2, 7)).not.toEqual(first);
  });

  test.each([1, 33])('replaying %d tells goes on as if nothing had happened', (stopped) => {
    const vit = simulatedVit(5, middleShape);
    const front = list(simulatedVit(5, { ...middleShape, depths: [2] }).problem)
      .slice(0, 3)
      .map((genome) => [...genome, 0, 0, 0, 0]);
    const start = () => {
      const strategy = createStrategy(vit.problem, explore, 8);
      strategy.suggest(front);
      return strategy;
    };
    const whole = search(start(), vit, 50);
    const resumed = start();
    for (const genome of whole.slice(0, stopped)) resumed.tell(genome, validate(vit, genome));
    expect(search(resumed, vit, 50 - stopped)).toEqual(whole.slice(stopped));
  });

  test('never asks for what a requirement on costs forbids, however little it leaves', () => {
    const { costRange } = simulatedVit(6, middleShape).problem;
    const [least, most] = costRange.macs!;
    for (const share of [0.6, 0.15]) {
      const limit = least + share * (most - least);
      const feasible: Problem['feasible'] = (_, costs) => costs.macs! <= limit;
      const vit = simulatedVit(6, middleShape, undefined, { feasible, texts: ['macs <= limit'] });
      const asked = search(createStrategy(vit.problem, explore, 1), vit, 60);
      expect(asked.length).toBeGreaterThan(30);
      for (const genome of asked) expect(vit.problem.costs(genome).macs).toBeLessThanOrEqual(limit);
    }
  });

  test('a requirement that nothing meets is an error that names it', () => {
    const vit = simulatedVit(6, middleShape, undefined, { feasible: () => false, texts: ['params <= 1'] });
    expect(() => createStrategy(vit.problem, explore, 1).ask(1)).toThrow('params <= 1');
  });

  test('suggestions come first, once', () => {
    const vit = simulatedVit(7, middleShape);
    const suggested = new Sampler(vit.problem, seeded(1)).fresh(4, new Set()).map(({ genome }) => genome);
    const strategy = createStrategy(vit.problem, explore, 1);
    strategy.suggest([...suggested, suggested[0]!]);
    expect(strategy.ask(4)).toEqual(suggested);
    const asked = search(strategy, vit, 50);
    expect(new Set(asked.map(keyOf)).size).toBe(50);
    expect(() => strategy.suggest(suggested)).toThrow('before the first');
  });

  test('works with three objectives, and with costs alone', () => {
    for (const objectives of [threeObjectives, threeObjectives.slice(1)]) {
      const vit = simulatedVit(8, middleShape, objectives);
      const asked = search(createStrategy(vit.problem, explore, 1), vit, 45);
      expect(new Set(asked.map(keyOf)).size).toBe(45);
    }
  });

  test('a failed measurement is not asked again and does no harm', () => {
    const vit = simulatedVit(9, middleShape);
    const strategy = createStrategy(vit.problem, explore, 1);
    const asked: string[] = [];
    while (asked.length < 60) {
      for (const genome of strategy.ask(5)) {
        asked.push(keyOf(genome));
        const metrics = asked.length % 4 === 0 ? { accuracy: Number.NaN } : validate(vit, genome);
        strategy.tell(genome, metrics);
      }
    }
    expect(new Set(asked).size).toBe(asked.length);
  });

  test('a tell without the measured metric is an error that names it', () => {
    const vit = simulatedVit(9, middleShape);
    const strategy = createStrategy(vit.problem, explore, 1);
    expect(() => strategy.tell(strategy.ask(1)[0]!, { top1: 0.5 })).toThrow('accuracy');
  });
});

describe('searching', () => {
  const [random, nsga2, linas] = explores as [Explore, Explore, Explore];
  const hvi: Explore = { strategy: 'hvi', evaluations: 0, perEpoch: 0, initial: 20, batch: 10 };
  /** Median over seeds of the hypervolume found in 80 evaluations, as a share of the true front's. */
  const share = (explore: Explore, seeds: readonly number[], objectives?: readonly Objective[]) => {
    const shares = seeds.map((seed) => {
      const vit = simulatedVit(seed, middleShape, objectives);
      const everything = lossesAt(vit, everySubnetwork(vit.problem));
      const reference = vit.problem.objectives.map((_, objective) =>
        everything.reduce((worst, losses) => Math.max(worst, losses[objective]!), Number.NEGATIVE_INFINITY),
      );
      const asked = search(createStrategy(vit.problem, explore, seed), vit, 80);
      const front = nonDominated(everything).map((index) => everything[index]!);
      return hypervolume(lossesAt(vit, asked), reference) / hypervolume(front, reference);
    });
    return shares.sort((a, b) => a - b)[shares.length >> 1]!;
  };

  test('beats random, in 80 of 7,371 sub-networks', () => {
    const control = share(random, [1, 2, 3]);
    expect(share(nsga2, [1, 2, 3])).toBeGreaterThan(control);
    expect(share(linas, [1, 2, 3])).toBeGreaterThan(control);
    expect(share(hvi, [1])).toBeGreaterThan(0.985);
  });

  test('beats random with three objectives', () => {
    expect(share(hvi, [1], threeObjectives)).toBeGreaterThan(share(random, [1], threeObjectives));
  });

  test('requirements on what is measured steer towards what meets them', () => {
    const meets: Problem['meets'] = (_, { accuracy }) => accuracy! >= 0.785;
    for (const explore of [nsga2, hvi]) {
      const found = (vit: SimulatedVit, strategy: Strategy) =>
        search(strategy, vit, 80).filter((genome) => vit.measured(genome) >= 0.785).length;
      const free = simulatedVit(1, middleShape);
      const bound = simulatedVit(1, middleShape, undefined, { meets, texts: ['accuracy >= 78.5%'] });
      expect(found(bound, createStrategy(bound.problem, explore, 1))).toBeGreaterThan(
        found(free, createStrategy(free.problem, explore, 1)),
      );
    }
  });
});

function everySubnetwork(problem: Problem): Genome[] {
  const found: Genome[] = [];
  const extend = (genome: number[]) => {
    const gene = genome.length;
    if (gene === problem.decisions.length) {
      found.push(genome);
      return;
    }
    const padded = problem.decisions.map((_, index) => genome[index] ?? 0);
    const { length } = problem.activity(padded)[gene] ? problem.decisions[gene]!.values : [0];
    for (let index = 0; index < length; index++) extend([...genome, index]);
  };
  extend([]);
  return found;
}
