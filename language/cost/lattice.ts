import type { Point } from './trade-offs.ts';

/** The sum of the smallest value in each set. */
export function leastSum(sets: readonly (readonly Point[])[], ofPoint: (point: Point) => number): number {
  return sets.reduce(
    (total, set) => total + set.reduce((least, point) => Math.min(least, ofPoint(point)), Number.POSITIVE_INFINITY),
    0,
  );
}

/**
 * What one point of each set can come to in one of the sums: a base and so many steps, none where all points of a set
 * are alike in it. Undefined where values are not whole.
 */
export function latticeOf(sets: readonly (readonly Point[])[], dimension: number) {
  const base = leastSum(sets, ({ sums }) => sums[dimension]!);
  let step = 0;
  for (const set of sets) {
    const least = leastSum([set], ({ sums }) => sums[dimension]!);
    for (const { sums } of set) {
      const beyond = sums[dimension]! - least;
      if (!Number.isSafeInteger(least) || !Number.isSafeInteger(beyond)) return undefined;
      step = divisor(step, beyond);
    }
  }
  return { base, step };
}

/** The greatest common divisor. */
function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b);
}
