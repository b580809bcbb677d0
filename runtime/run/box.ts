import { extents, largest, networkAt, type Space } from '../../language/index.ts';
import { type HypervolumeBox, hypervolumeBox } from '../search/archive/hypervolume-box.ts';
import type { Problem } from '../search/problem.ts';

/** The box in which a run's fronts are compared: accuracy counts from the chance level of the space's classes. */
export function boxOf(space: Space, problem: Problem): HypervolumeBox {
  const { values, output } = networkAt(space, largest(space));
  const classes = extents(values[output]!).at(-1)!;
  return hypervolumeBox(problem, { accuracy: { reference: 1 / classes, ideal: 1 } });
}
