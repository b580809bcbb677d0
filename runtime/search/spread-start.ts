import { activeGenes, encoder, type Features, matches } from './encoding.ts';
import type { Point, Problem } from './problem.ts';
import type { Random } from './random-numbers.ts';
import type { Sampler } from './sampler.ts';

/** Sub-networks drawn, half uniform and half tilted towards large or small, from which the start is chosen. */
const poolSize = 4000;
/** Nearest in cost from which an empty bin is served. */
const nearest = 40;

interface Candidate {
  readonly point: Point;
  readonly features: Features;
  /** Logarithm of the cost that the bins divide. */
  readonly cost: number;
  /** Squared one-hot distance to the nearest chosen so far. */
  distance: number;
}

/**
 * `count` sub-networks to start from, spread over the cost range: the largest, the smallest, and from each of
 * count - 2 bins of equal log cost the one farthest, in one-hot distance, from those chosen before it. What is `given`
 * (suggested or measured already) counts as chosen. Fewer where the space has no more.
 */
export function spreadStart(
  problem: Problem,
  sampler: Sampler,
  random: Random,
  given: readonly Point[],
  count: number,
): Point[] {
  const encode = encoder(problem);
  const metric = binnedCost(problem);
  const candidate = (point: Point): Candidate => ({
    point,
    features: encode(point),
    cost: metric === undefined ? 0 : Math.log(Math.max(1, point.costs[metric]!)),
    distance: Number.POSITIVE_INFINITY,
  });
  const taken = new Set(given.map(({ key }) => key));
  const pool = new Map<string, Candidate>();
  for (const point of [...sampler.extremes(), ...drawPool(sampler)]) {
    if (!taken.has(point.key) && !pool.has(point.key)) pool.set(point.key, candidate(point));
  }
  const chosen: Point[] = [];
  const near = ({ features }: Candidate) => {
    for (const other of pool.values()) {
      const apart =
        activeGenes(features.oneHot) +
        activeGenes(other.features.oneHot) -
        2 * matches(features.oneHot, other.features.oneHot);
      other.distance = Math.min(other.distance, apart);
    }
  };
  const take = (picked: Candidate) => {
    pool.delete(picked.point.key);
    chosen.push(picked.point);
    near(picked);
  };
  for (const point of given) near(candidate(point));
  for (const { key } of sampler.extremes()) {
    const extreme = pool.get(key);
    if (extreme !== undefined && chosen.length < count) take(extreme);
  }
  const bins = count - chosen.length;
  const costs = [...pool.values()].map(({ cost }) => cost);
  const low = costs.reduce((least, cost) => Math.min(least, cost), Number.POSITIVE_INFINITY);
  const high = costs.reduce((most, cost) => Math.max(most, cost), Number.NEGATIVE_INFINITY);
  for (const bin of random.shuffled(Array.from({ length: Math.max(0, bins) }, (_, index) => index))) {
    const from = low + ((high - low) * bin) / bins;
    const to = low + ((high - low) * (bin + 1)) / bins;
    const all = [...pool.values()];
    const inside = all.filter(({ cost }) => cost >= from && (cost < to || bin === bins - 1));
    const centre = (from + to) / 2;
    const served =
      inside.length > 0
        ? inside
        : all.sort((a, b) => Math.abs(a.cost - centre) - Math.abs(b.cost - centre)).slice(0, nearest);
    if (served.length > 0) take(served.reduce((best, next) => (next.distance > best.distance ? next : best)));
  }
  return chosen;
}

/** The cost that objectives trade accuracy against, or else MACs, or else any. */
function binnedCost(problem: Problem): string | undefined {
  const costs = Object.keys(problem.costRange);
  const objective = problem.objectives.find(({ metric }) => costs.includes(metric))?.metric;
  return objective ?? (costs.includes('macs') ? 'macs' : costs[0]);
}

function drawPool(sampler: Sampler): readonly Point[] {
  const listed = sampler.list();
  if (listed !== undefined) return listed;
  const draws = Array.from({ length: poolSize }, (_, index) =>
    index % 2 === 0 ? sampler.uniform() : sampler.tilted(),
  );
  const pool = draws.flatMap((point) => point ?? []);
  // Requirements may be so tight that random draws rarely fulfil them.
  return pool.length >= poolSize / 10 ? pool : [...pool, ...sampler.fresh(poolSize / 10, new Set())];
}
