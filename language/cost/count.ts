import type { Space } from '../space/space.ts';
import { eliminate, type Semiring } from './eliminate.ts';
import { evaluator } from './evaluate.ts';
import { type Factor, forEachSetting, tabulatedAtMost } from './factor.ts';

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
    const factors: Factor<bigint>[] = [];
    const read = new Set(space.decisions.flatMap(({ active }) => [...active.reads]));
    let alone = 1n;
    for (let index = 0; index < space.decisions.length; index += 1) {
      const { active, values } = space.decisions[index]!;
      // Most decisions are always there, and nothing depends on them.
      if (active.kind === 'constant' && active.value === true && !read.has(index)) {
        alone *= BigInt(values.length);
        continue;
      }
      const factor = canonicalAt(space, index);
      if (factor === undefined) return undefined;
      factors.push(factor);
    }
    const result = eliminate(factors, (index) => space.decisions[index]!.values.length, sumOfProducts);
    return 'value' in result ? alone * result.value : undefined;
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
