import { keyOf, type Point, type Problem, pointOf } from './problem.ts';
import type { Random } from './random-numbers.ts';
import { mutate } from './variation.ts';

/** A space of at most so many sub-networks is listed instead of sampled. */
const listedUpTo = 4096;

/** Draws in a row that give nothing before another way is tried. */
const patience = 2000;

/** Draws feasible sub-networks. */
export class Sampler {
  readonly #problem: Problem;
  readonly #random: Random;
  /** Feasible points found so far: where draws fail, their neighbours are the next best source. */
  readonly #found: Point[] = [];
  #listed: readonly Point[] | undefined;

  constructor(problem: Problem, random: Random) {
    this.#problem = problem;
    this.#random = random;
  }

  /** Every feasible sub-network where the space is small enough to list, otherwise nothing. */
  list(): readonly Point[] | undefined {
    const { count } = this.#problem;
    if (count === undefined || count > listedUpTo) return undefined;
    this.#listed ??= listPoints(this.#problem);
    return this.#listed;
  }

  /** Every gene uniform over its values, feasible or nothing. */
  uniform(): Point | undefined {
    return this.#kept(this.#problem.decisions.map(({ values }) => this.#random.below(values.length)));
  }

  /**
   * Gene index i with probability proportional to exp(beta * i / (values - 1)), one beta ~ U(-5, 5) for all genes:
   * uniform genes alone give costs near the middle of their range, these reach its ends.
   */
  tilted(): Point | undefined {
    const beta = 10 * this.#random.uniform() - 5;
    return this.#kept(
      this.#problem.decisions.map(({ values }) => {
        if (values.length === 1) return 0;
        const weights = values.map((_, index) => Math.exp((beta * index) / (values.length - 1)));
        let left = this.#random.uniform() * weights.reduce((sum, weight) => sum + weight, 0);
        const index = weights.findIndex((weight) => {
          left -= weight;
          return left < 0;
        });
        return index < 0 ? values.length - 1 : index;
      }),
    );
  }

  /** The largest and the smallest sub-network, each where it is feasible. */
  extremes(): Point[] {
    const { decisions } = this.#problem;
    return [decisions.map(({ largest }) => largest), decisions.map(({ smallest }) => smallest)].flatMap(
      (genome) => this.#kept(genome) ?? [],
    );
  }

  /**
   * `count` distinct sub-networks that are not excluded, drawn uniformly where that finds enough;
   * fewer where nothing else was found.
   */
  fresh(count: number, excluded: ReadonlySet<string>): Point[] {
    const listed = this.list();
    if (listed !== undefined) {
      return this.#random.shuffled(listed.filter(({ key }) => !excluded.has(key))).slice(0, count);
    }
    const chosen = new Map<string, Point>();
    const sources = [() => this.uniform(), () => this.tilted(), () => this.#neighbour()];
    for (const draw of sources) {
      for (let failures = 0; failures < patience && chosen.size < count; ) {
        const point = draw();
        if (point === undefined || excluded.has(point.key) || chosen.has(point.key)) failures += 1;
        else {
          failures = 0;
          chosen.set(point.key, point);
        }
      }
    }
    return [...chosen.values()];
  }

  #neighbour(): Point | undefined {
    if (this.#found.length === 0) this.extremes();
    if (this.#found.length === 0) return undefined;
    return this.#kept(mutate(this.#problem, this.#random.pick(this.#found), this.#random));
  }

  #kept(genome: readonly number[]): Point | undefined {
    const point = pointOf(this.#problem, genome);
    if (point !== undefined && this.#found.length < listedUpTo) this.#found.push(point);
    return point;
  }
}

/**
 * Every feasible sub-network, breadth first from the smallest by changes of one active gene. All are reached:
 * a target's genes can be set one by one in the order of declaration, in which each has its activity settled before.
 */
function listPoints(problem: Problem): Point[] {
  const start = problem.canonical(problem.decisions.map(({ smallest }) => smallest));
  const seen = new Set([keyOf(start)]);
  const queue = [start];
  for (const genome of queue) {
    const activity = problem.activity(genome);
    for (const [gene, { values }] of problem.decisions.entries()) {
      if (!activity[gene]) continue;
      for (const index of values.keys()) {
        const neighbour = problem.canonical(genome.with(gene, index));
        const key = keyOf(neighbour);
        if (!seen.has(key)) {
          seen.add(key);
          queue.push(neighbour);
        }
      }
    }
  }
  return queue.flatMap((genome) => pointOf(problem, genome) ?? []);
}
