/**
 * Evaluations that each strategy needs to reach a share of the best known front, on simulated ViTs.
 *
 *     node test/bench/search.ts [--seeds 5] [--budget 300]
 *
 * The truth is known (test/runtime/search/simulated-vit.ts), so a strategy is judged by the true accuracy of what it
 * measured, while it is told accuracy with noise. The best known front is that of two long NSGA-II runs on the truth
 * with a search of all changes of one gene around their front.
 */
import { parseArgs } from 'node:util';
import type { Explore, Genome } from '../../language/index.ts';
import { nonDominated } from '../../runtime/search/archive/domination.ts';
import { hypervolume } from '../../runtime/search/archive/hypervolume.ts';
import { evolve } from '../../runtime/search/evolution.ts';
import { lossesOf, type Point, pointOf } from '../../runtime/search/problem.ts';
import { seeded } from '../../runtime/search/random-numbers.ts';
import { Sampler } from '../../runtime/search/sampler.ts';
import { createStrategy } from '../../runtime/search/strategy.ts';
import { integerVariation } from '../../runtime/search/variation.ts';
import { type SimulatedVit, simulatedVit, validate } from '../runtime/search/simulated-vit.ts';

const { values } = parseArgs({ options: { seeds: { type: 'string' }, budget: { type: 'string' } } });
const seeds = Number(values.seeds ?? 5);
const budget = Number(values.budget ?? 300);
const thresholds = [0.81, 0.9, 0.955];
const checkpoints = [100, 200, 300].filter((count) => count <= budget);

const strategies: readonly Explore[] = [
  { strategy: 'random', evaluations: budget, perEpoch: 0 },
  { strategy: 'nsga2', evaluations: budget, perEpoch: 0, population: 50 },
  { strategy: 'linas', evaluations: budget, perEpoch: 0, population: 50 },
  { strategy: 'hvi', evaluations: budget, perEpoch: 0, initial: 30, batch: 10 },
];

interface Outcome {
  /** For each threshold the evaluations that reached it; infinite where the budget did not. */
  readonly reached: readonly number[];
  /** Share of the best known front's hypervolume after each checkpoint. */
  readonly shares: readonly number[];
  /** Milliseconds of processor time. */
  readonly slowestAsk: number;
}

const outcomes = new Map<string, Outcome[]>(strategies.map(({ strategy }) => [strategy, []]));
for (let seed = 1; seed <= seeds; seed++) {
  const vit = simulatedVit(seed);
  const reference = referenceOf(vit);
  const best = hypervolume(bestKnownFront(vit, seed), reference);
  for (const explore of strategies) {
    const outcome = run(vit, explore, seed, reference, best);
    outcomes.get(explore.strategy)!.push(outcome);
    console.error(
      `seed ${seed} ${explore.strategy}: ${[...outcome.reached, ...outcome.shares.map((s) => s.toFixed(3))].join(' ')}`,
    );
  }
}

const head = ['strategy', ...thresholds.map(String), `share at ${checkpoints.join(' / ')}`, 'slowest ask, CPU'];
console.log(`| ${head.join(' | ')} |\n|${head.map(() => '---').join('|')}|`);
for (const [strategy, runs] of outcomes) {
  const cells = thresholds.map((_, index) => {
    const sorted = runs.map(({ reached }) => reached[index]!).sort((a, b) => a - b);
    const at = (quantile: number) => {
      const value = sorted[Math.round(quantile * (sorted.length - 1))]!;
      return Number.isFinite(value) ? String(value) : `>${budget}`;
    };
    return `${at(0.5)} [${at(0.25)}, ${at(0.75)}]`;
  });
  const shares = checkpoints.map((_, index) => {
    const sorted = runs.map(({ shares }) => shares[index]!).sort((a, b) => a - b);
    return sorted[sorted.length >> 1]!.toFixed(3);
  });
  const slowest = Math.max(...runs.map(({ slowestAsk }) => slowestAsk));
  console.log(`| ${[strategy, ...cells, shares.join(' / '), `${(slowest / 1000).toFixed(1)} s`].join(' | ')} |`);
}

function run(vit: SimulatedVit, explore: Explore, seed: number, reference: readonly number[], best: number): Outcome {
  const strategy = createStrategy(vit.problem, explore, 100 + seed);
  const found: number[][] = [];
  const reached = thresholds.map(() => Number.POSITIVE_INFINITY);
  const shares: number[] = [];
  let slowestAsk = 0;
  while (found.length < budget) {
    const start = process.cpuUsage();
    const genomes = strategy.ask(budget - found.length);
    slowestAsk = Math.max(slowestAsk, process.cpuUsage(start).user / 1000);
    for (const genome of genomes) {
      strategy.tell(genome, validate(vit, genome));
      found.push(trueLosses(vit, genome));
      const share = hypervolume(found, reference) / best;
      for (const [index, threshold] of thresholds.entries()) {
        if (share >= threshold) reached[index] = Math.min(reached[index]!, found.length);
      }
      if (checkpoints.includes(found.length)) shares.push(share);
    }
  }
  return { reached, shares, slowestAsk };
}

function trueLosses(vit: SimulatedVit, genome: Genome): number[] {
  return lossesOf(vit.problem, { ...vit.problem.costs(genome), accuracy: vit.accuracy(genome) });
}

/** 87.5 % of the MACs range, and the smallest network's accuracy with 22.5 % of what the largest has more. */
function referenceOf(vit: SimulatedVit): number[] {
  const { decisions, costRange } = vit.problem;
  const smallest = vit.accuracy(decisions.map(({ smallest }) => smallest));
  const largest = vit.accuracy(decisions.map(({ largest }) => largest));
  const [least, most] = costRange.macs!;
  return [-(smallest + 0.225 * (largest - smallest)), least + 0.875 * (most - least)];
}

function bestKnownFront(vit: SimulatedVit, seed: number): number[][] {
  const { problem } = vit;
  const score = (point: Point) => ({ ...point, losses: trueLosses(vit, point.genome), meets: true });
  const evolution = { population: 200, generations: 500, vary: integerVariation, revisits: false };
  const runs = [1, 2].flatMap((run) => {
    const random = seeded(1000 * seed + run);
    const sampler = new Sampler(problem, random);
    const start = Array.from({ length: 200 }, () => sampler.tilted() ?? []).flat();
    return evolve(problem, start, score, evolution, random).visited;
  });
  const frontOf = (points: typeof runs) => nonDominated(points.map(({ losses }) => losses)).map((at) => points[at]!);
  let front = frontOf(runs);
  for (let improved = true; improved; ) {
    const known = new Map(front.map((point) => [point.key, point]));
    for (const { genome } of front) {
      for (const [gene, { values }] of problem.decisions.entries()) {
        for (const index of values.keys()) {
          const neighbour = pointOf(problem, genome.with(gene, index));
          if (neighbour !== undefined && !known.has(neighbour.key)) known.set(neighbour.key, score(neighbour));
        }
      }
    }
    const next = frontOf([...known.values()]);
    improved = next.some(({ key }) => !front.some((point) => point.key === key));
    front = next;
  }
  return front.map(({ losses }) => losses);
}
