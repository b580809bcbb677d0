import type { Genome } from '../../language/index.ts';
import { LitheError } from '../errors.ts';
import { keyOf, lossesOf, type Metrics, type Observation, type Point, type Problem, pointOf } from './problem.ts';
import type { Random } from './random-numbers.ts';
import { Sampler } from './sampler.ts';
import type { Strategy } from './strategy.ts';

/** What a strategy knows when it proposes its next batch. */
interface Evidence {
  /** Everything measured, in the order told; failed measurements are left out. */
  readonly observations: readonly Observation[];
  /** Suggested points, for the first batch only: they are asked before what is proposed. */
  readonly suggested: readonly Point[];
  /** Keys of everything told or suggested, which is not worth proposing. */
  readonly known: ReadonlySet<string>;
  readonly sampler: Sampler;
  readonly random: Random;
}

/**
 * A strategy's own idea: the next batch to measure, given everything told so far. It may keep state between calls,
 * since the calls and what they see are the same in a resumed run. Known or repeated points are dropped.
 */
export type Propose = (evidence: Evidence) => readonly Point[];

/**
 * Turns a proposal function into an ask/tell strategy: a batch is proposed when the one before is told completely,
 * from what had been told by then. So the order of tells alone settles every batch, and replaying them resumes.
 */
export class BatchedStrategy implements Strategy {
  readonly #problem: Problem;
  readonly #random: Random;
  readonly #propose: Propose;
  readonly #sampler: Sampler;
  readonly #observations: Observation[] = [];
  readonly #told = new Set<string>();
  readonly #pending = new Map<string, Point>();
  #suggested: Point[] = [];
  #started = false;

  constructor(problem: Problem, random: Random, propose: Propose) {
    this.#problem = problem;
    this.#random = random;
    this.#propose = propose;
    this.#sampler = new Sampler(problem, random);
  }

  suggest(genomes: readonly Genome[]): void {
    if (this.#started) throw new Error('suggestions come before the first ask and tell');
    this.#suggested.push(...genomes.flatMap((genome) => pointOf(this.#problem, genome) ?? []));
  }

  ask(count: number): readonly Genome[] {
    this.#refill();
    if (this.#pending.size === 0 && this.#told.size === 0) {
      throw new LitheError(
        `no sub-network was found that meets every requirement (${this.#problem.requirements.join('; ')}): loosen one`,
      );
    }
    return [...this.#pending.values()].slice(0, count).map(({ genome }) => genome);
  }

  tell(genome: Genome, metrics: Metrics): void {
    this.#refill();
    const canonical = this.#problem.canonical(genome);
    const key = keyOf(canonical);
    this.#pending.delete(key);
    if (this.#told.has(key)) return;
    this.#told.add(key);
    const costs = this.#problem.costs(canonical);
    const all = { ...metrics, ...costs };
    const losses = lossesOf(this.#problem, all);
    if (![...losses, ...this.#problem.measured.map((metric) => all[metric])].every(Number.isFinite)) return;
    const activity = this.#problem.activity(canonical);
    const meets = this.#problem.feasible(canonical, costs) && this.#problem.meets(canonical, all);
    this.#observations.push({ genome: canonical, key, activity, costs, metrics: all, losses, meets });
  }

  #refill(): void {
    if (this.#pending.size > 0) return;
    this.#started = true;
    const suggested = this.#suggested;
    this.#suggested = [];
    const known = new Set([...this.#told, ...suggested.map(({ key }) => key)]);
    const proposed = this.#propose({
      observations: this.#observations,
      suggested,
      known,
      sampler: this.#sampler,
      random: this.#random,
    });
    for (const point of [...suggested, ...proposed]) {
      if (!this.#told.has(point.key)) this.#pending.set(point.key, point);
    }
    // A strategy that has run out of ideas must not end the search while there is something left to measure.
    if (this.#pending.size === 0)
      for (const point of this.#sampler.fresh(1, known)) this.#pending.set(point.key, point);
  }
}
