import type { DomainOf } from './settings.ts';

/** The decisions that expressions read. Within one pool equal sets are the same object. */
export interface Support {
  /** Number within the pool. */
  readonly id: number;
  readonly reads: ReadonlySet<number>;
  /** The same in ascending order. */
  readonly variables: readonly number[];
  /** How many settings these decisions have together; infinite where the pool does not know their domains. */
  readonly settings: number;
  /** Numbers within the pool of the same decisions, each with the values that it had: other values, another number. */
  readonly members: readonly number[];
}

/** Makes supports, each set of decisions once. */
export interface Supports {
  readonly none: Support;
  /** That of a decision; every call stands for one with values of its own. */
  of(index: number): Support;
  union(a: Support, b: Support): Support;
}

export function createSupports(domainOf: DomainOf | undefined): Supports {
  const known = new Map<string, Support>();
  const unions = new Map<number, Support>();
  /** The decision of every member. */
  const decisions: number[] = [];
  const make = (members: readonly number[]): Support => {
    const key = members.join();
    let support = known.get(key);
    if (support === undefined) {
      const variables = members.map((member) => decisions[member]!);
      const settings =
        domainOf === undefined && variables.length > 0
          ? Number.POSITIVE_INFINITY
          : variables.reduce((product, index) => product * domainOf!(index).length, 1);
      support = { id: known.size, reads: new Set(variables), variables, settings, members };
      known.set(key, support);
    }
    return support;
  };
  const none = make([]);
  return {
    none,
    of: (index) => make([decisions.push(index) - 1]),
    union(a, b) {
      if (a === b || b === none) return a;
      if (a === none) return b;
      const key = a.id < b.id ? a.id * 2 ** 26 + b.id : b.id * 2 ** 26 + a.id;
      let union = unions.get(key);
      if (union === undefined) {
        union = make([...new Set([...a.members, ...b.members])].sort((x, y) => decisions[x]! - decisions[y]!));
        unions.set(key, union);
      }
      return union;
    },
  };
}
