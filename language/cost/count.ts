import type { Space, SpaceDecision } from '../space/space.ts';
import { decisionOf } from '../space/variables.ts';
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
    for (const decision of space.decisions) {
      const { active, values, variable } = decision;
      // Most decisions are always there, and nothing depends on them.
      if (active.kind === 'constant' && active.value === true && !read.has(variable)) {
        count *= BigInt(values.length);
        continue;
      }
      const factor = canonical.get(decision) ?? canonicalAt(space, decision);
      if (factor === undefined) return undefined;
      canonical.set(decision, factor);
      factors.push(factor);
    }
    const sizeOf = (variable: number) => decisionOf(space, variable).values.length;
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
function canonicalAt(space: Space, { active, values, variable }: SpaceDecision): Factor<bigint> | undefined {
  if (active.kind === 'constant' && active.value === true)
    return { variables: [variable], table: values.map(() => 1n) };
  const variables = [...new Set([...active.reads, variable])].sort((a, b) => a - b);
  const sizes = variables.map((one) => decisionOf(space, one).values.length);
  if (sizes.reduce((cells, size) => cells * size, 1) > tabulatedAtMost) return undefined;
  const table: bigint[] = [];
  forEachSetting(sizes, (setting) => {
    const indexOf = (one: number) => setting[variables.indexOf(one)]!;
    const value = evaluator((one) => decisionOf(space, one).values[indexOf(one)]!);
    table.push(indexOf(variable) === 0 || value(active) === true ? 1n : 0n);
  });
  return { variables, table };
}
