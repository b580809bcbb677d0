import { extents, largest, networkAt, type Space } from '../../language/index.ts';
import { type HypervolumeBox, hypervolumeBox } from '../search/archive/hypervolume-box.ts';
import type { Problem } from '../search/problem.ts';

/**
 * The box in which a run's fronts are compared. Measured metrics count from what answers without looking reach: accuracy
 * from the chance level of the space's classes, F1 and the correlations from 0, the mean squared error from `variance`,
 * that of the validation samples' numbers.
 */
export function boxOf(space: Space, problem: Problem, variance: number): HypervolumeBox {
  const { values, output } = networkAt(space, largest(space));
  const classes = extents(values[output]!).at(-1)!;
  const upTo1 = { reference: 0, ideal: 1 };
  return hypervolumeBox(problem, {
    accuracy: { reference: 1 / classes, ideal: 1 },
    f1: upTo1,
    matthews: upTo1,
    pearson: upTo1,
    mse: { reference: variance, ideal: 0 },
  });
}
