import type { Relaxation } from './relaxation.ts';
import { type Bound, isBeyond, type Point, TradeOffs } from './trade-offs.ts';

/** Points of a set, and of two joined, that a good solution is looked for with. */
const [fewOptions, fewStates] = [128, 512];
/** Pairs that are made and sorted before points are left out: tenths of a second. */
const mostPairs = 1 << 18;
/** Points of either half in the end, of which every pair is a solution. */
const mostOfHalf = 1 << 15;
/** Neighbours that are tried where the best pair is over another limit. */
const neighbours = 8;

/**
 * The best of the solutions that two halves of the sets give, of each some points: every point of the one half with the
 * best that goes with it of the other, which is sorted (after Horowitz and Sahni 1974). It is the best of all where
 * halves are small enough to be whole, under one limit, or where the objective falls as a limited sum grows.
 */
export function goodSolution(
  sets: readonly (readonly Point[])[],
  bounds: readonly Bound[],
  relaxed: Relaxation,
): { readonly solution: Point | undefined; readonly isBest: boolean } {
  const along = relaxed.tightest;
  const tradeOffs = new TradeOffs(bounds);
  let isWhole = true;
  const joined = (states: readonly Point[], set: readonly Point[]): readonly Point[] => {
    if (isWhole && states.length * set.length <= mostPairs) return tradeOffs.best(tradeOffs.pairs(states, set));
    isWhole = false;
    const some = tradeOffs.pairs(thinned(states, fewStates, relaxed), thinned(set, fewOptions, relaxed));
    return thinned(some, mostOfHalf, relaxed);
  };
  const [one, other] = halves(sets);
  const ones = one.reduce(joined, tradeOffs.one);
  const others = other.reduce(joined, tradeOffs.one).toSorted((a, b) => a.sums[along]! - b.sums[along]!);
  /** Of the others up to a place, the one of the smallest objective. */
  const leading: Point[] = [];
  for (const point of others) {
    const before = leading.at(-1);
    leading.push(before === undefined || point.sums[0]! < before.sums[0]! ? point : before);
  }
  // Then the nearest below a bound is the best, and the next one down the second best.
  const isFalling = leading.every((point, i) => point.sums[0] === others[i]!.sums[0]);
  const most = isWhole && isFalling ? others.length : neighbours;
  let best: Point | undefined;
  for (const one of ones) {
    let [at, to] = [0, others.length];
    while (at < to) {
      const middle = (at + to) >> 1;
      if (isBeyond(bounds[along - 1]!, one.sums[along]! + others[middle]!.sums[along]!)) to = middle;
      else at = middle + 1;
    }
    const attempt = (other: Point | undefined): boolean => {
      const isBetter = other !== undefined && !(best !== undefined && one.sums[0]! + other.sums[0]! >= best.sums[0]!);
      if (isBetter) [best = best] = tradeOffs.pairs([one], [other]);
      return isBetter;
    };
    attempt(leading[at - 1]);
    for (let down = 1; down <= most && !tradeOffs.exhausted; down += 1) {
      if (!attempt(others[at - down]) && isFalling) break;
    }
  }
  const isBest = isWhole && (isFalling || bounds.length === 1) && !tradeOffs.exhausted;
  return { solution: best, isBest };
}

/** The sets in two halves of about as many combinations, the smallest set first. */
function halves(sets: readonly (readonly Point[])[]): readonly [(readonly Point[])[], (readonly Point[])[]] {
  const [one, other]: [(readonly Point[])[], (readonly Point[])[]] = [[], []];
  let ahead = 0;
  for (const set of sets.toSorted((a, b) => b.length - a.length)) {
    (ahead <= 0 ? one : other).unshift(set);
    ahead += (ahead <= 0 ? 1 : -1) * Math.log(set.length);
  }
  return [one, other];
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
