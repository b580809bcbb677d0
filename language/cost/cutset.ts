import { type Factor, forEachSetting } from './factor.ts';

/** Variables that factors may tie together where nothing is to be settled first. */
const mostTogether = 8;
/** Settings of a cutset that are worth trying one by one. */
const mostSettings = 1024;

/**
 * A few variables without which the others fall into small groups that share none (cutset conditioning, Pearl 1988,
 * section 4.3): of the largest group the one with the most neighbours, again and again. Undefined where that takes too many.
 */
export function cutsetOf(
  factors: readonly Factor<unknown>[],
  sizeOf: (variable: number) => number,
): readonly number[] | undefined {
  const neighbours = new Map<number, Set<number>>();
  for (const { variables } of factors) {
    for (const variable of variables) {
      const known = neighbours.get(variable) ?? new Set();
      for (const other of variables) if (other !== variable) known.add(other);
      neighbours.set(variable, known);
    }
  }
  const cutset: number[] = [];
  let settings = 1;
  for (let group = largestGroup(neighbours); group.length > mostTogether; group = largestGroup(neighbours)) {
    const hub = group.reduce((most, one) => (neighbours.get(one)!.size > neighbours.get(most)!.size ? one : most));
    for (const other of neighbours.get(hub)!) neighbours.get(other)!.delete(hub);
    neighbours.delete(hub);
    cutset.push(hub);
    settings *= sizeOf(hub);
    if (settings > mostSettings) return undefined;
  }
  return cutset;
}

function largestGroup(neighbours: ReadonlyMap<number, ReadonlySet<number>>): readonly number[] {
  const seen = new Set<number>();
  let largest: readonly number[] = [];
  for (const variable of neighbours.keys()) {
    if (seen.has(variable)) continue;
    seen.add(variable);
    const group = [variable];
    for (const one of group) {
      for (const other of neighbours.get(one)!) {
        if (seen.has(other)) continue;
        seen.add(other);
        group.push(other);
      }
    }
    if (group.length > largest.length) largest = group;
  }
  return largest;
}

/** A factor with some of its variables settled, each at an index. */
export function settledAt<T>(
  factor: Factor<T>,
  settled: ReadonlyMap<number, number>,
  sizeOf: (variable: number) => number,
): Factor<T> {
  const open = factor.variables.filter((variable) => !settled.has(variable));
  if (open.length === factor.variables.length) return factor;
  const table: T[] = [];
  forEachSetting(open.map(sizeOf), (setting) => {
    const indexOf = (variable: number) => settled.get(variable) ?? setting[open.indexOf(variable)]!;
    table.push(factor.table[factor.variables.reduce((at, one) => at * sizeOf(one) + indexOf(one), 0)]!);
  });
  return { variables: open, table };
}
