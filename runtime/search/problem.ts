import type { Decision, Genome, Objective } from '../../language/index.ts';

/** Value by metric name: accuracy in [0, 1], costs in whole units. */
export type Metrics = Readonly<Record<string, number>>;

/**
 * What a strategy may know of a search: the decisions, the exact costs, the objectives and the requirements.
 * A metric that `costRange` names is computed exactly, never measured nor predicted.
 */
export interface Problem {
  readonly decisions: readonly Pick<Decision, 'path' | 'name' | 'values' | 'largest' | 'smallest'>[];
  readonly objectives: readonly Objective[];
  /** Number of distinct sub-networks, whatever the requirements; undefined where nobody could count so many. */
  readonly count: bigint | undefined;
  /** Exact [minimum, maximum] over the space of every cost that `costs` gives. */
  readonly costRange: Readonly<Record<string, readonly [number, number]>>;
  /** Every other metric that an objective or a requirement reads: what a tell must give. */
  readonly measured: readonly string[];
  /** Requirements as written, for messages. */
  readonly requirements: readonly string[];
  /** The same sub-network with every inactive decision at 0. */
  canonical(genome: Genome): Genome;
  /** By decision: whether the sub-network has it. */
  activity(genome: Genome): readonly boolean[];
  costs(genome: Genome): Metrics;
  /** Whether it fulfils every requirement that reads only costs and decisions: no other configuration is ever asked. */
  feasible(genome: Genome, costs: Metrics): boolean;
  /** Whether it fulfils every requirement that reads a measured metric; `metrics` has costs and measured ones. */
  meets(genome: Genome, metrics: Metrics): boolean;
}

/** A canonical, feasible sub-network with all that is exact about it. */
export interface Point {
  readonly genome: Genome;
  /** Equal exactly where the sub-networks are. */
  readonly key: string;
  readonly activity: readonly boolean[];
  readonly costs: Metrics;
}

/** A point with what was measured; `losses` are its objectives, oriented so that less is better. */
export interface Observation extends Point {
  readonly metrics: Metrics;
  readonly losses: readonly number[];
  /** Whether it meets the requirements on measured metrics. */
  readonly meets: boolean;
}

/** The identity of a canonical genome. */
export function keyOf(genome: Genome): string {
  return genome.join(',');
}

/** The point of a genome, or nothing where a requirement on costs or decisions forbids it. */
export function pointOf(problem: Problem, genome: Genome): Point | undefined {
  const canonical = problem.canonical(genome);
  const costs = problem.costs(canonical);
  if (!problem.feasible(canonical, costs)) return undefined;
  return { genome: canonical, key: keyOf(canonical), activity: problem.activity(canonical), costs };
}

/** Objectives as losses, in the order of `problem.objectives`: what is maximised is negated. */
export function lossesOf(problem: Problem, metrics: Metrics): number[] {
  return problem.objectives.map(({ metric, goal }) => {
    const value = metrics[metric];
    if (value === undefined) throw new Error(`no ${metric} among the metrics ${Object.keys(metrics).join(', ')}`);
    return goal === 'minimize' ? value : -value;
  });
}
