import type { Convention } from '../operators/operator.ts';
import type { Genome } from '../space/decision.ts';
import { activity } from '../space/genome.ts';
import type { Space } from '../space/space.ts';
import { decisionOf } from '../space/variables.ts';
import { type CostProblem, costRange } from './cost-range.ts';
import { type Factor, strideOf } from './factor.ts';
import { type CostMetric, countedAs } from './metric.ts';
import { wholeCost } from './whole-cost.ts';

/**
 * How much of a metric's exact range each decision accounts for, in the order of the decisions: shares that add up to 1,
 * or zeros where the metric has one value only.
 *
 * The way from the cheapest sub-network to the dearest is to settle one decision after the other; a decision's share is
 * what settling it adds, on average over all orders in which that can be done: its Shapley value (Shapley 1953; between
 * two points as in Sundararajan and Najmi 2020, "The many Shapley values"). A decision that no cost reads has 0, equal
 * decisions have equal shares, and where costs are sums each has its own span. A share is negative where a decision
 * saves what others then add. A decision that one of the two sub-networks does not have is taken there at its smallest,
 * or its largest, value. Exact: the values of a sum are the sums of the values, and each table holds few decisions.
 */
export function rangeShares(
  space: Space,
  metric: CostMetric,
  convention: Convention = 'matmul',
): readonly number[] | { readonly problem: CostProblem } {
  const { counted } = countedAs(space, metric);
  const range = costRange(space, counted, convention);
  if ('problem' in range) return range;
  const whole = range.largest.value - range.smallest.value;
  const shares = space.decisions.map(() => 0);
  if (whole === 0) return shares;
  const from = filled(space, range.smallest.genome, 'smallest');
  const to = filled(space, range.largest.genome, 'largest');
  const { factors } = wholeCost(space, counted, convention);
  for (const factor of factors) addShapleyValues(space, factor, from, to, shares);
  return shares.map((share) => share / whole);
}

function filled(space: Space, genome: Genome, end: 'smallest' | 'largest'): Genome {
  const active = activity(space, genome);
  return space.decisions.map((decision, index) => (active[index] ? genome[index]! : decision[end]));
}

/** Adds to each of a table's variables its mean gain on the way from one cell to the other, over all orders. */
function addShapleyValues(space: Space, factor: Factor<number>, from: Genome, to: Genome, sums: number[]): void {
  const sizeOf = (variable: number) => decisionOf(space, variable).values.length;
  const strides = new Map(
    factor.variables.map((variable) => [space.places[variable]!, strideOf(factor, variable, sizeOf)]),
  );
  const moved = [...strides.keys()].filter((gene) => from[gene] !== to[gene]);
  const steps = moved.map((gene) => strides.get(gene)! * (to[gene]! - from[gene]!));
  const start = [...strides].reduce((cell, [gene, stride]) => cell + stride * from[gene]!, 0);
  const weights = orderShares(moved.length);
  // Every set of variables that have moved, as bits.
  for (let set = 0; set < 1 << moved.length; set += 1) {
    const cell = steps.reduce((sum, step, i) => ((set >> i) & 1 ? sum + step : sum), start);
    const value = factor.table[cell]!;
    const size = bitsIn(set);
    for (const [i, gene] of moved.entries()) {
      sums[gene]! += (set >> i) & 1 ? weights[size - 1]! * value : -weights[size]! * value;
    }
  }
}

/** In what share of the orders of n exactly some given k come before one of the others: k! (n - k - 1)! / n!. */
function orderShares(n: number): readonly number[] {
  const shares: number[] = [];
  for (let k = 0, share = 1 / n; k < n; k += 1) {
    shares.push(share);
    share *= (k + 1) / (n - k - 1);
  }
  return shares;
}

function bitsIn(set: number): number {
  let count = 0;
  for (let rest = set; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}
