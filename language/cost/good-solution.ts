import type { Relaxation } from './relaxation.ts';
import { type Bound, isBeyond, type Point, TradeOffs } from './trade-offs.ts';

/** Points of a set, and of two joined, that a good solution is looked for with. */
const [fewOptions, fewStates] = [128, 512];
/** Points of either half in the end, of which every pair is a solution. */
const mostOfHalf = 1 << 15;
/** Neighbours that are tried where the best pair is over another limit. */
const neighbours = 8;

/**
 * The best of the solutions that two halves of the sets give, of each some points: every point of the one half with the
 * best that goes with it of the other, which is sorted (after Horowitz and Sahni 1974).
 */
export function goodSolution(
  sets: readonly (readonly Point[])[],
  bounds: readonly Bound[],
  relaxed: Relaxation,
): Point | undefined {
  const along = relaxed.tightest;
  const tradeOffs = new TradeOffs(bounds);
  const half = (parity: number) =>
    sets
      .toSorted((a, b) => a.length - b.length)
      .filter((_, i) => i % 2 === parity)
      .reduce<readonly Point[]>(
        (states, set) =>
          thinned(
            tradeOffs.pairs(thinned(states, fewStates, relaxed), thinned(set, fewOptions, relaxed)),
            mostOfHalf,
            relaxed,
          ),
        tradeOffs.one,
      );
  const [ones, others] = [half(0), half(1).toSorted((a, b) => a.sums[along]! - b.sums[along]!)];
  /** Of the others up to a place, the one of the smallest objective. */
  const leading: Point[] = [];
  for (const point of others) {
    const before = leading.at(-1);
    leading.push(before === undefined || point.sums[0]! < before.sums[0]! ? point : before);
  }
  let best: Point | undefined;
  for (const one of ones) {
    let [at, to] = [0, others.length];
    while (at < to) {
      const middle = (at + to) >> 1;
      if (isBeyond(bounds[along - 1]!, one.sums[along]! + others[middle]!.sums[along]!)) to = middle;
      else at = middle + 1;
    }
    for (const other of [
      ...leading.slice(Math.max(0, at - 1), at),
      ...others.slice(Math.max(0, at - neighbours), at),
    ]) {
      if (best !== undefined && one.sums[0]! + other.sums[0]! >= best.sums[0]!) continue;
      [best = best] = tradeOffs.pairs([one], [other]);
    }
  }
  return best;
}

/** At most so many of the points: half of them evenly along the tightest limit, half those of the lowest prices. */
function thinned(points: readonly Point[], most: number, relaxed: Relaxation): readonly Point[] {
  if (points.length <= most) return points;
  const { tightest } = relaxed;
  const along = points.toSorted((a, b) => a.sums[tightest]! - b.sums[tightest]!);
  const priced = points
    .map((point) => ({ point, price: relaxed.priceOf(point.sums) }))
    .sort((a, b) => a.price - b.price);
  const kept = new Set(priced.slice(0, most / 2).map(({ point }) => point));
  for (let i = 0; i < most / 2; i += 1) kept.add(along[Math.floor((i * points.length) / (most / 2))]!);
  return [...kept];
}
