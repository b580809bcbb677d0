import type { Factor } from './factor.ts';

/** Factors in groups of which no two share a variable. */
export function groupsOf<T>(factors: readonly Factor<T>[]): Iterable<readonly Factor<T>[]> {
  const groups = new Set<Factor<T>[]>();
  const groupOf = new Map<number, Factor<T>[]>();
  for (const factor of factors) {
    let group: Factor<T>[] = [];
    for (const variable of factor.variables) {
      const other = groupOf.get(variable);
      if (other === undefined || other === group) continue;
      const [large, small] = other.length > group.length ? [other, group] : [group, other];
      for (const moved of small) {
        large.push(moved);
        for (const v of moved.variables) groupOf.set(v, large);
      }
      groups.delete(small);
      group = large;
    }
    group.push(factor);
    for (const variable of factor.variables) groupOf.set(variable, group);
    groups.add(group);
  }
  return groups;
}

/** What was found of groups that were asked for before: the same factors in the same order give the same. */
export class KnownGroups<T, Result> {
  readonly #numbers = new WeakMap<Factor<T>, number>();
  readonly #known = new Map<string, Result>();
  #count = 0;

  of(group: readonly Factor<T>[], find: () => Result): Result {
    let key = '';
    for (const factor of group) key += ` ${this.#numberOf(factor)}`;
    const known = this.#known.get(key) ?? find();
    this.#known.set(key, known);
    return known;
  }

  #numberOf(factor: Factor<T>): number {
    const known = this.#numbers.get(factor);
    if (known !== undefined) return known;
    this.#count += 1;
    this.#numbers.set(factor, this.#count);
    return this.#count;
  }
}
