import { latticeOf, leastSum } from './lattice.ts';
import type { Bound, Point } from './trade-offs.ts';

/** Every limit has a price for each unit instead of a bound: what the objective and these come to is a lower bound. */
export class Relaxation {
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
        const least = leastSum(sets, ({ sums }) => priceOf(sums, prices));
        const value = least - bounds.reduce((paid, { bound }, i) => paid + prices[i]! * bound, 0);
        if (value <= highest) continue;
        [highest, this.#prices] = [value, [...prices]];
      }
    }
    this.total = leastSum(sets, ({ sums }) => this.priceOf(sums));
    const worth = bounds.map(({ bound }, i) => this.#prices[i]! * bound);
    this.#paid = worth.reduce((paid, one) => paid + one, 0);
    this.tightest = 1 + worth.indexOf(Math.max(...worth));
    this.#lattice = latticeOf(sets, 0);
    this.#rounding = 1e-12 * (1 + this.total + this.#paid);
  }

  priceOf(sums: readonly number[]): number {
    return priceOf(sums, this.#prices);
  }

  leastOf(set: readonly Point[]): number {
    return leastSum([set], ({ sums }) => this.priceOf(sums));
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
