import type { Point, Problem } from './problem.ts';

/** What predictors see of one sub-network. */
export interface Features {
  /**
   * The one-hot code of its active genes, zero for inactive ones, a bit for each value of each gene: products of codes
   * are what a kernel needs, and on bits they take a tenth of the time.
   */
  readonly oneHot: Int32Array;
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
  const firstBit: number[] = [];
  let bits = 0;
  for (const { values } of problem.decisions) {
    firstBit.push(bits);
    bits += values.length;
  }
  return ({ genome, activity, costs: values }) => {
    const oneHot = new Int32Array(Math.ceil(bits / 32));
    const sums = new Float64Array(width);
    for (const [gene, index] of genome.entries()) {
      if (!activity[gene]) continue;
      const bit = firstBit[gene]! + index;
      oneHot[bit >> 5]! |= 1 << (bit & 31);
      const { column: at, amount } = additions[gene]![index]!;
      sums[at]! += amount;
    }
    for (const [place, metric] of costs.entries()) sums[columns.size + place] = Math.log(Math.max(1, values[metric]!));
    return { oneHot, sums };
  };
}

/** Number of genes that both have active and equal: the dot product of their one-hot codes. */
export function matches(a: Int32Array, b: Int32Array): number {
  let count = 0;
  for (let word = 0; word < a.length; word++) count += setBits(a[word]! & b[word]!);
  return count;
}

/** Number of active genes: the squared length of the one-hot code. */
export function activeGenes(oneHot: Int32Array): number {
  return matches(oneHot, oneHot);
}

/** Sums bits in pairs, fours and bytes side by side (Warren, Hacker's Delight, section 5-1). */
function setBits(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
