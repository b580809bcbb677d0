import { divisor, largestWithin } from './subset-sum.ts';
import { type Bound, isBeyond, type Point, TradeOffs } from './trade-offs.ts';

/** Points of a set, and of two joined, that a good solution is looked for with. */
const [fewOptions, fewStates] = [128, 512];
/** Points of either half in the end, of which every pair is a solution. */
const mostOfHalf = 1 << 15;
/** Neighbours that are tried where the best pair is over another limit. */
const neighbours = 8;

/**
 * One point of every set, so that the objective, sums[0], is smallest and all other sums are within their bounds: the
 * multiple-choice knapsack problem (Kellerer, Pferschy and Pisinger 2004, chapter 11). A good solution is found among
 * some of the points, and Lagrangian relaxation says for every partial one what it comes to at least; those that
 * cannot be better are left out of the exact search. Undefined where there is none, 'too many' where too much is left.
 */
export function chooseOneOfEach(
  sets: readonly (readonly Point[])[],
  bounds: readonly Bound[],
): Point | 'too many' | undefined {
  const least = bounds.map((_, i) => sum(sets, ({ sums }) => sums[i + 1]!));
  if (bounds.some((bound, i) => isBeyond(bound, least[i]!))) return undefined;
  const relaxed = new Relaxation(sets, bounds);
  const tradeOffs = new TradeOffs(bounds);
  let found = goodSolution(sets, bounds, relaxed);
  let best = found?.sums[0] ?? Number.POSITIVE_INFINITY;
  if (relaxed.atLeast(relaxed.total) >= best) return found;
  const largest = largestWithin(sets, bounds);
  if (largest !== undefined) return largest;

  let states: readonly Point[] = tradeOffs.one;
  let rest = relaxed.total;
  for (const set of sets.toSorted((a, b) => a.length - b.length)) {
    const own = relaxed.leastOf(set);
    rest -= own;
    const left = set.filter(({ sums }) => relaxed.atLeast(relaxed.total - own + relaxed.priceOf(sums)) < best);
    states = tradeOffs.best(
      tradeOffs.pairs(states, left, (sums) => relaxed.atLeast(rest + relaxed.priceOf(sums)) < best),
    );
    if (tradeOffs.exhausted) return 'too many';
  }
  const [first] = states;
  if (first !== undefined && first.sums[0]! < best) [found, best] = [first, first.sums[0]!];
  return found;
}

/** The sum over all sets of the smallest value in each. */
function sum(sets: readonly (readonly Point[])[], ofPoint: (point: Point) => number): number {
  return sets.reduce(
    (total, set) => total + set.reduce((least, point) => Math.min(least, ofPoint(point)), Infinity),
    0,
  );
}

/** Every limit has a price for each unit instead of a bound: what the objective and these come to is a lower bound. */
class Relaxation {
  /** The smallest price of all sets together. */
  readonly total: number;
  /** Which of the sums is under the limit that is worth most. */
  readonly tightest: number;
  readonly #prices: readonly number[] = [];
  /** What the bounds are worth. */
  readonly #paid: number;
  readonly #lattice: { readonly base: number; readonly step: number } | undefined;
  readonly #rounding: number;

  constructor(sets: readonly (readonly Point[])[], bounds: readonly Bound[]) {
    const nothing = bounds.map(() => 0);
    let highest = Number.NEGATIVE_INFINITY;
    // Prices depend on each other: each is found with the others as they are, and any of them may be the first.
    for (let first = 0; first < bounds.length; first += 1) {
      const prices = [...nothing];
      for (let turn = 0; turn < (bounds.length === 1 ? 1 : 4 * bounds.length); turn += 1) {
        const limit = (first + turn) % bounds.length;
        prices[limit] = priceFor(sets, prices, limit, bounds[limit]!.bound);
        const least = sum(sets, ({ sums }) => priceOf(sums, prices));
        const value = least - bounds.reduce((paid, { bound }, i) => paid + prices[i]! * bound, 0);
        if (value <= highest) continue;
        [highest, this.#prices] = [value, [...prices]];
      }
    }
    this.total = sum(sets, ({ sums }) => this.priceOf(sums));
    const worth = bounds.map(({ bound }, i) => this.#prices[i]! * bound);
    this.#paid = worth.reduce((paid, one) => paid + one, 0);
    this.tightest = 1 + worth.indexOf(Math.max(...worth));
    this.#lattice = latticeOf(sets);
    this.#rounding = 1e-12 * (1 + this.total + this.#paid);
  }

  priceOf(sums: readonly number[]): number {
    return priceOf(sums, this.#prices);
  }

  leastOf(set: readonly Point[]): number {
    return set.reduce((least, { sums }) => Math.min(least, this.priceOf(sums)), Number.POSITIVE_INFINITY);
  }

  /** What the objective of a whole solution of this price is at least; one of the values that it can have at all. */
  atLeast(price: number): number {
    const bound = price - this.#paid - this.#rounding;
    if (this.#lattice === undefined) return bound;
    const { base, step } = this.#lattice;
    return step === 0 ? base : base + Math.ceil((bound - base) / step) * step;
  }
}

function priceOf(sums: readonly number[], prices: readonly number[]): number {
  let price = sums[0]!;
  for (let i = 0; i < prices.length; i += 1) price += prices[i]! * sums[i + 1]!;
  return price;
}

/** The least price of a limit at which the cheapest points together keep its bound, the other prices as they are. */
function priceFor(
  sets: readonly (readonly Point[])[],
  others: readonly number[],
  limit: number,
  bound: number,
): number {
  const keeps = (price: number) => {
    const prices = others.with(limit, price);
    let used = 0;
    for (const set of sets) {
      let [cheapest, its] = [Number.POSITIVE_INFINITY, 0];
      for (const { sums } of set) {
        const own = priceOf(sums, prices);
        if (own < cheapest || (own === cheapest && sums[limit + 1]! < its)) [cheapest, its] = [own, sums[limit + 1]!];
      }
      used += its;
    }
    return used <= bound;
  };
  if (keeps(0)) return 0;
  let high = 2 ** -20;
  while (!keeps(high) && high < 2 ** 60) high *= 2;
  let low = high / 2;
  for (let i = 0; i < 52; i += 1) {
    const middle = (low + high) / 2;
    if (keeps(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** All values of the objective are a base and so many steps; undefined where they are not whole. */
function latticeOf(sets: readonly (readonly Point[])[]) {
  let [base, step] = [0, 0];
  for (const set of sets) {
    const first = set[0]!.sums[0]!;
    base += first;
    for (const { sums } of set) {
      if (!Number.isSafeInteger(sums[0]!)) return undefined;
      step = divisor(step, Math.abs(sums[0]! - first));
    }
  }
  return { base, step };
}

/** The best of the solutions that two halves of the sets give, of each some points. */
function goodSolution(
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
