import type { Point, Problem } from './problem.ts';

/** What predictors see of one sub-network. */
export interface Features {
  /** By gene: the index of its value, or -1 where it is inactive: a one-hot code that is zero for inactive genes. */
  readonly codes: Int32Array;
  /** Sums over the active genes of one stage and kind, and logarithms of the costs; not standardised. */
  readonly sums: Float64Array;
}

/**
 * Makes features of the points of one problem. `layer[3].heads` belongs to the stage and kind `layer.heads`: a path
 * without its last index. A group of numbers gives the sum of its active values; a group of names gives for each
 * name how many active genes have it. Sums tell a predictor in a few dozen evaluations what one-hot codes tell it in
 * hundreds: that a network is large in this part or that.
 */
export function encoder(problem: Problem): (point: Point) => Features {
  const columns = new Map<string, number>();
  const column = (name: string) => columns.get(name) ?? columns.set(name, columns.size).get(name)!;
  // By gene and index of its value: the column that it adds to, and how much.
  const additions = problem.decisions.map(({ path, values }) => {
    const group = path.replace(/\[\d+\](?=[^[\]]*$)/, '');
    return values.map((value) =>
      typeof value === 'number'
        ? { column: column(group), amount: value }
        : { column: column(`${group}=${value}`), amount: 1 },
    );
  });
  const costs = Object.keys(problem.costRange).filter((metric) => problem.costRange[metric]![1] > 0);
  const width = columns.size + costs.length;
  return ({ genome, activity, costs: values }) => {
    const codes = Int32Array.from(genome, (index, gene) => (activity[gene] ? index : -1));
    const sums = new Float64Array(width);
    for (const [gene, index] of genome.entries()) {
      if (!activity[gene]) continue;
      const { column: at, amount } = additions[gene]![index]!;
      sums[at]! += amount;
    }
    for (const [place, metric] of costs.entries()) sums[columns.size + place] = Math.log(Math.max(1, values[metric]!));
    return { codes, sums };
  };
}

/** Number of genes that both have active and equal: the dot product of their one-hot codes. */
export function matches(a: Int32Array, b: Int32Array): number {
  let count = 0;
  for (let gene = 0; gene < a.length; gene++) if (a[gene]! >= 0 && a[gene] === b[gene]) count += 1;
  return count;
}

/** Number of active genes: the squared length of the one-hot code. */
export function activeGenes(codes: Int32Array): number {
  let count = 0;
  for (const code of codes) if (code >= 0) count += 1;
  return count;
}
