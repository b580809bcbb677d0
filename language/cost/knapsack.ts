import { goodSolution } from './good-solution.ts';
import { leastSum } from './lattice.ts';
import { Relaxation } from './relaxation.ts';
import { largestWithin } from './subset-sum.ts';
import { type Bound, isBeyond, type Point, TradeOffs } from './trade-offs.ts';

/**
 * One point of every set, so that the objective, sums[0], is smallest and all other sums are within their bounds: the
 * multiple-choice knapsack problem (Kellerer, Pferschy and Pisinger 2004, chapter 11). A good solution is found among
 * some of the points, and Lagrangian relaxation says for every partial one what it comes to at least; those that
 * cannot be better are left out of the exact search. Undefined where there is none, 'too many' where too much is left.
 * Where a value of the objective is `known`, only what is under it is looked for: anything else may come out, or nothing.
 */
export function chooseOneOfEach(
  sets: readonly (readonly Point[])[],
  bounds: readonly Bound[],
  known = Number.POSITIVE_INFINITY,
): Point | 'too many' | undefined {
  const least = bounds.map((_, i) => leastSum(sets, ({ sums }) => sums[i + 1]!));
  if (bounds.some((bound, i) => isBeyond(bound, least[i]!))) return undefined;
  const relaxed = new Relaxation(sets, bounds);
  const tradeOffs = new TradeOffs(bounds);
  if (relaxed.atLeast(relaxed.total) >= known) return undefined;
  const { solution: found, isBest } = goodSolution(sets, bounds, relaxed);
  const best = Math.min(known, found?.sums[0] ?? known);
  if (isBest || relaxed.atLeast(relaxed.total) >= best) return found;
  const largest = largestWithin(sets, bounds, best);
  if (largest !== 'another') return largest ?? found;

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
  return first !== undefined && first.sums[0]! < best ? first : found;
}
