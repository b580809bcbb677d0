import { type Goal, nonDominated } from './front.ts';
import type { SubNetwork } from './history.ts';

/** A set of sub-networks that grows, as it is now, and the non-dominated of them. */
interface Grown {
  readonly networks: readonly SubNetwork[];
  readonly front: readonly SubNetwork[];
  /** How many goals the front is over: a metric that comes late makes it another front. */
  readonly goals: number;
}

/**
 * What was found before in the arrays of a history: what dominated once does so ever after, so that a front grows from
 * the one before and what is new. As long as an array has not grown, its `Grown` is the same object.
 */
export type Memory = WeakMap<readonly SubNetwork[], Grown>;

export function grown(memory: Memory, growing: readonly SubNetwork[], goals: readonly Goal<SubNetwork>[]): Grown {
  const held = memory.get(growing);
  const before = held?.goals === goals.length ? held : undefined;
  const seen = before?.networks.length ?? 0;
  if (before && seen === growing.length) return before;
  const front = nonDominated([...(before?.front ?? []), ...growing.slice(seen)], goals);
  const now = { networks: [...growing], front, goals: goals.length };
  memory.set(growing, now);
  return now;
}
