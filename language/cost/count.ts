import type { Space, SpaceDecision } from '../space/space.ts';
import { type Elimination, eliminate, type Semiring } from './eliminate.ts';
import { evaluator } from './evaluate.ts';
import { type Factor, forEachSetting, tabulatedAtMost } from './factor.ts';
import { groupsOf, KnownGroups } from './groups.ts';

const sumOfProducts: Semiring<bigint> = {
  one: 1n,
  times: (a, b) => a * b,
  plus: (a, b) => a + b,
  better: () => false,
};

/**
 * The exact number of sub-networks: distinct settings of the active decisions. Counts the canonical genomes, those
 * whose inactive decisions are at index 0. Undefined where activity ties too many decisions together for a table.
 */
export function countSubnetworks(space: Space): bigint | undefined {
  return space.memo.remember('number of sub-networks', () => {
    // A decision that an edit leaves alone is the same object in the next version.
    const canonical = space.pool.remember('canonical', () => new WeakMap<SpaceDecision, Factor<bigint>>());
    const factors: Factor<bigint>[] = [];
    const read = new Set(space.decisions.flatMap(({ active }) => [...active.reads]));
    let count = 1n;
    for (let index = 0; index < space.decisions.length; index += 1) {
      const decision = space.decisions[index]!;
      const { active, values } = decision;
      // Most decisions are always there, and nothing depends on them.
      if (active.kind === 'constant' && active.value === true && !read.has(index)) {
        count *= BigInt(values.length);
        continue;
      }
      const factor = canonical.get(decision) ?? canonicalAt(space, index);
      if (factor === undefined) return undefined;
      canonical.set(decision, factor);
      factors.push(factor);
    }
    const sizeOf = (index: number) => space.decisions[index]!.values.length;
    const sums = space.pool.remember('numbers of settings', () => new KnownGroups<bigint, Elimination<bigint>>());
    for (const group of groupsOf(factors)) {
      const sum = sums.of(group, () => eliminate(group, sizeOf, sumOfProducts));
      if ('tooLarge' in sum) return undefined;
      count *= sum.value;
    }
    return count;
  });
}

/** 1 where the decision is active or at index 0, over the decision and those that its activity reads. */
function canonicalAt(space: Space, index: number): Factor<bigint> | undefined {
  const { active, values } = space.decisions[index]!;
  if (active.kind === 'constant' && active.value === true) return { variables: [index], table: values.map(() => 1n) };
  const variables = [...new Set([...active.reads, index])].sort((a, b) => a - b);
  const sizes = variables.map((variable) => space.decisions[variable]!.values.length);
  if (sizes.reduce((cells, size) => cells * size, 1) > tabulatedAtMost) return undefined;
  const table: bigint[] = [];
  forEachSetting(sizes, (setting) => {
    const indexOf = (variable: number) => setting[variables.indexOf(variable)]!;
    const value = evaluator((variable) => space.decisions[variable]!.values[indexOf(variable)]!);
    table.push(indexOf(index) === 0 || value(active) === true ? 1n : 0n);
  });
  return { variables, table };
}
