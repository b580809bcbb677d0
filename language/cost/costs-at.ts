import type { Convention } from '../operators/operator.ts';
import type { Genome } from '../space/decision.ts';
import { valuesAt } from '../space/genome.ts';
import type { Space } from '../space/space.ts';
import { decisionOf } from '../space/variables.ts';
import { evaluator } from './evaluate.ts';
import { strideOf } from './factor.ts';
import { type CostMetric, type Costs, countedAs, followsConvention } from './metric.ts';
import { wholeCost } from './whole-cost.ts';

/**
 * What the sub-network of a genome costs. Microseconds: the first call for a space tabulates its terms, later calls
 * add up cells of the tables.
 */
export function costsAt(space: Space, genome: Genome, convention: Convention = 'matmul'): Costs {
  const count = (metric: CostMetric) => {
    const { counted, factor } = countedAs(space, metric);
    return counter(space, counted, convention)(genome) * factor;
  };
  return {
    macs: count('macs'),
    params: count('params'),
    bytes: count('bytes'),
    activations: count('activations'),
    bitops: count('bitops'),
  };
}

function counter(space: Space, counted: CostMetric, convention: Convention): (genome: Genome) => number {
  const key = `cost counter: ${followsConvention(counted) ? convention : ''} ${counted}`;
  return space.memo.remember(key, () => compile(space, counted, convention));
}

function compile(space: Space, counted: CostMetric, convention: Convention): (genome: Genome) => number {
  const { factors, untabulated } = wholeCost(space, counted, convention);
  const sizeOf = (variable: number) => decisionOf(space, variable).values.length;
  const tables = factors.map((factor) => ({
    cells: Float64Array.from(factor.table),
    genes: Int32Array.from(factor.variables.map((variable) => space.places[variable]!)),
    sizes: Int32Array.from(factor.variables.map(sizeOf)),
    strides: Int32Array.from(factor.variables.map((variable) => strideOf(factor, variable, sizeOf))),
  }));
  return (genome) => {
    let sum = 0;
    for (const { cells, genes, sizes, strides } of tables) {
      let cell = 0;
      for (let i = 0; i < genes.length; i += 1) cell += strides[i]! * clamped(genome[genes[i]!], sizes[i]!);
      sum += cells[cell]!;
    }
    if (untabulated.length === 0) return sum;
    const value = evaluator(valuesAt(space, genome));
    return untabulated.reduce((total, term) => total + Number(value(term.value)), sum);
  };
}

/** As `valueAt`: an index outside the domain is taken at its nearer end, a missing one is 0. */
function clamped(index: number | undefined, size: number): number {
  return index === undefined || index < 0 ? 0 : index < size ? index : size - 1;
}
