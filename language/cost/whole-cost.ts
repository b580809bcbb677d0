import type { Convention } from '../operators/operator.ts';
import type { Space } from '../space/space.ts';
import { addedTogether, type Factor, type TabulatedCost, tabulate, tabulatedTogether } from './factor.ts';
import type { CostMetric } from './metric.ts';
import { type CostTerm, costTerms, termsByPart } from './terms.ts';

/**
 * The cost of the whole space as a sum of tables. Parts of it that are what they were in the version before keep their
 * tables, and an edit pays for its own part alone.
 */
export function wholeCost(space: Space, metric: CostMetric, convention: Convention): TabulatedCost {
  const key = `whole cost: ${metric} ${convention}`;
  return space.memo.remember(key, () => {
    const known = space.pool.remember('tables of parts', () => new WeakMap<readonly CostTerm[], TabulatedCost>());
    const factors: Factor<number>[] = [];
    let [entries, added] = [0, 0];
    let constant = 0;
    for (const terms of termsByPart(space, metric, convention)) {
      const part = known.get(terms) ?? tabulate(space, terms);
      known.set(terms, part);
      entries += part.entries;
      added += part.added;
      // Which terms have no table is said of all of them together.
      if (part.untabulated.length > 0 || entries > tabulatedTogether || added > addedTogether) {
        return tabulate(space, costTerms(space, metric, convention));
      }
      for (const factor of part.factors) {
        if (factor.variables.length === 0) constant += factor.table[0]!;
        else factors.push(factor);
      }
    }
    return { factors: [...factors, { variables: [], table: [constant] }], untabulated: [], entries, added };
  });
}
