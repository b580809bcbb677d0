import { evaluator } from '../cost/evaluate.ts';
import type { DecisionValue, Genome } from './decision.ts';
import type { Space } from './space.ts';

/** Every decision at its largest number, or first name. */
export function largest(space: Space): Genome {
  return canonical(
    space,
    space.decisions.map((decision) => decision.largest),
  );
}

/** Names of decisions that stay at their largest number, or first name, wherever they are. */
export type Closed = ReadonlySet<string>;

const none: Closed = new Set();

/** Every decision at its smallest number, or first name; those closed at their largest. */
export function smallest(space: Space, closed = none): Genome {
  return canonical(
    space,
    space.decisions.map((decision) => (closed.has(decision.name) ? decision.largest : decision.smallest)),
  );
}

/** Every decision at its default. */
export function defaults(space: Space): Genome {
  return canonical(
    space,
    space.decisions.map((decision) => decision.default),
  );
}

/** The value that a genome gives a decision; indices outside the domain are taken at its nearer end. */
export function valueAt(space: Space, genome: Genome, index: number): DecisionValue {
  const { values } = space.decisions[index]!;
  return values[Math.max(0, Math.min(values.length - 1, genome[index] ?? 0))]!;
}

/** The values that a genome gives variables. */
export function valuesAt(space: Space, genome: Genome): (variable: number) => DecisionValue {
  return (variable) => valueAt(space, genome, space.places[variable]!);
}

/** For every decision, whether this sub-network depends on it. */
export function activity(space: Space, genome: Genome): readonly boolean[] {
  const value = evaluator(valuesAt(space, genome));
  return space.decisions.map((decision) => value(decision.active) === true);
}

/** The same sub-network with inactive genes at 0: equal exactly where the sub-networks are. */
export function canonical(space: Space, genome: Genome): Genome {
  const active = activity(space, genome);
  return space.decisions.map((_, index) => (active[index] ? (genome[index] ?? 0) : 0));
}

/**
 * A random sub-network: every decision that is not closed uniform over its values, then canonical.
 * @param random gives numbers in [0, 1), as Math.random does
 */
export function sampleGenome(space: Space, random: () => number, closed = none): Genome {
  return canonical(
    space,
    space.decisions.map(({ name, values, largest }) =>
      closed.has(name) ? largest : Math.min(values.length - 1, Math.floor(random() * values.length)),
    ),
  );
}
