import type { Losses } from './domination.ts';

/**
 * The exact volume of what the points dominate inside the box that ends at `reference`, for any number of objectives.
 * All losses are minimised; a point that is not better than the reference in every objective adds nothing.
 *
 * Points are taken in order of their last loss. Of the first k, the k-th adds over the height that is left above it
 * the area of its other losses that none of the earlier ones dominates (While, Bradstreet, Barone 2012, equations 6
 * and 7, sliced by the last objective): the recursion ends at two objectives, a sweep.
 * O(n log n) for two objectives, O(n^2 log n) for three, exponential in the number of objectives beyond.
 */
export function hypervolume(points: readonly Losses[], reference: Losses): number {
  return volume(
    points.filter((point) => point.every((loss, objective) => loss < reference[objective]!)),
    reference,
    reference.length,
  );
}

/** The volume that a point adds to that of others. */
export function hypervolumeImprovement(point: Losses, others: readonly Losses[], reference: Losses): number {
  if (!point.every((loss, objective) => loss < reference[objective]!)) return 0;
  return exclusive(
    point,
    others.filter((other) => other.every((loss, objective) => loss < reference[objective]!)),
    reference,
    reference.length,
  );
}

/** Volume in the first `objectives` objectives. */
function volume(points: readonly Losses[], reference: Losses, objectives: number): number {
  if (points.length === 0) return 0;
  if (objectives === 1) return reference[0]! - Math.min(...points.map((point) => point[0]!));
  if (objectives === 2) return area(points, reference);
  const last = objectives - 1;
  const sorted = points.toSorted((a, b) => a[last]! - b[last]!);
  let total = 0;
  for (const [index, point] of sorted.entries()) {
    const height = reference[last]! - point[last]!;
    total += height * exclusive(point, sorted.slice(0, index), reference, last);
  }
  return total;
}

/** What `point` dominates and none of `others` does. */
function exclusive(point: Losses, others: readonly Losses[], reference: Losses, objectives: number): number {
  let inclusive = 1;
  for (let objective = 0; objective < objectives; objective++) inclusive *= reference[objective]! - point[objective]!;
  const limited: Losses[] = [];
  for (const other of others) {
    const worse = other.slice(0, objectives);
    let covers = true;
    for (let objective = 0; objective < objectives; objective++) {
      if (worse[objective]! <= point[objective]!) worse[objective] = point[objective]!;
      else covers = false;
    }
    if (covers) return 0;
    limited.push(worse);
  }
  return Math.max(0, inclusive - volume(withoutDominated(limited, objectives), reference, objectives));
}

/** Leaves out points that another one covers: they add nothing, and every one kept costs a level of recursion. */
function withoutDominated(points: readonly Losses[], objectives: number): readonly Losses[] {
  if (objectives <= 2) return points;
  const kept: Losses[] = [];
  for (const point of points.toSorted((a, b) => a[0]! - b[0]!)) {
    if (!kept.some((other) => other.every((loss, objective) => loss <= point[objective]!))) kept.push(point);
  }
  return kept;
}

function area(points: readonly Losses[], reference: Losses): number {
  const sorted = points.toSorted((a, b) => a[0]! - b[0]!);
  let total = 0;
  let lowest = reference[1]!;
  for (const point of sorted) {
    if (point[1]! >= lowest) continue;
    total += (reference[0]! - point[0]!) * (lowest - point[1]!);
    lowest = point[1]!;
  }
  return total;
}
