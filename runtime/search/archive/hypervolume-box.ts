import type { Metrics, Problem } from '../problem.ts';
import { lossesOf } from '../problem.ts';
import type { Losses } from './domination.ts';
import { hypervolume } from './hypervolume.ts';

/** The convention by which a run's hypervolumes are given: see `hypervolumeBox`. */
export interface HypervolumeBox {
  /** By metric: the value at which a sub-network is worth nothing. */
  readonly reference: Metrics;
  /** By metric: the value that none can better. */
  readonly ideal: Metrics;
}

/**
 * The box in which fronts of one space are compared: for a cost that is minimised, from its exact maximum over the
 * space to 0 (from its minimum to its maximum where it is maximised); for a measured metric, from `measured`: accuracy
 * from the chance level 1 / classes to 1. The box depends on the space and the task alone, so hypervolumes of
 * different strategies, seeds and runs on one space can be held against each other.
 */
export function hypervolumeBox(
  problem: Problem,
  measured: Readonly<Record<string, { readonly reference: number; readonly ideal: number }>>,
): HypervolumeBox {
  const sides = problem.objectives.map(({ metric, goal }) => {
    const range = problem.costRange[metric];
    if (range !== undefined) {
      return goal === 'minimize'
        ? { metric, reference: range[1], ideal: 0 }
        : { metric, reference: range[0], ideal: range[1] };
    }
    const side = measured[metric];
    if (side === undefined) throw new Error(`the hypervolume needs a reference and an ideal of ${metric}`);
    return { metric, ...side };
  });
  return {
    reference: Object.fromEntries(sides.map(({ metric, reference }) => [metric, reference])),
    ideal: Object.fromEntries(sides.map(({ metric, ideal }) => [metric, ideal])),
  };
}

/** Hypervolume of points (as `lossesOf` gives them) as a share of the box, in [0, 1]. */
export function normalizedHypervolume(problem: Problem, box: HypervolumeBox, points: readonly Losses[]): number {
  const reference = lossesOf(problem, box.reference);
  const ideal = lossesOf(problem, box.ideal);
  const whole = reference.reduce((product, loss, objective) => product * (loss - ideal[objective]!), 1);
  return whole > 0 ? hypervolume(points, reference) / whole : 0;
}
