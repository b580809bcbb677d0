import { dropDominated } from './dominance.ts';
import { eliminate, type Semiring } from './eliminate.ts';
import type { Factor } from './factor.ts';
import { groupsOf, type KnownGroups } from './groups.ts';
import { spread } from './table.ts';

export type Minimum =
  /** `chosen`: the index of every variable of the factors where the smallest value is reached. */
  | { readonly value: number; readonly chosen: ReadonlyMap<number, number> }
  /** The variables that a table would have joined. */
  | { readonly tooLarge: readonly number[] };

/** Factors over so few settings together are simply added up. */
const mostJoined = 256;

/** The exact smallest sum of the factors: that of each group of factors which share variables, by itself. */
export function minimum(
  factors: readonly Factor<number>[],
  sizeOf: (variable: number) => number,
  minima?: KnownGroups<number, Minimum>,
): Minimum {
  const chosen = new Map<number, number>();
  let value = 0;
  for (const group of groupsOf(factors)) {
    if (group[0]!.variables.length === 0) {
      value += group[0]!.table[0]!;
      continue;
    }
    const least = minima?.of(group, () => minimumOf(group, sizeOf)) ?? minimumOf(group, sizeOf);
    if ('tooLarge' in least) return least;
    value += least.value;
    for (const [variable, index] of least.chosen) chosen.set(variable, index);
  }
  return { value, chosen };
}

function minimumOf(group: readonly Factor<number>[], sizeOf: (variable: number) => number): Minimum {
  const variables = variablesOf(group);
  const cells = variables.reduce((product, variable) => product * sizeOf(variable), 1);
  return cells <= mostJoined ? joined(group, variables, sizeOf) : eliminated(group, sizeOf);
}

function variablesOf(factors: readonly Factor<number>[]): readonly number[] {
  if (factors.length === 1) return factors[0]!.variables;
  return [...new Set(factors.flatMap(({ variables }) => variables))].sort((a, b) => a - b);
}

function joined(
  factors: readonly Factor<number>[],
  variables: readonly number[],
  sizeOf: (variable: number) => number,
): Minimum {
  const tables = factors.map((factor) => spread(factor.table, factor.variables, variables, sizeOf));
  const cells = Math.max(...tables.map(({ length }) => length));
  let value = Number.POSITIVE_INFINITY;
  let best = 0;
  for (let cell = 0; cell < cells; cell += 1) {
    let sum = 0;
    for (const table of tables) sum += table.length === 1 ? table[0]! : table[cell]!;
    if (sum < value) [value, best] = [sum, cell];
  }
  const chosen = new Map<number, number>();
  for (const variable of variables.toReversed()) {
    chosen.set(variable, best % sizeOf(variable));
    best = Math.floor(best / sizeOf(variable));
  }
  return { value, chosen };
}

const smallestSum: Semiring<number> = {
  one: 0,
  times: (a, b) => a + b,
  plus: Math.min,
  better: (candidate, chosen) => candidate < chosen,
};

function eliminated(factors: readonly Factor<number>[], sizeOf: (variable: number) => number): Minimum {
  const { factors: reduced, kept } = dropDominated(factors, sizeOf);
  const result = eliminate(reduced, (variable) => kept.get(variable)!.length, smallestSum);
  if ('tooLarge' in result) return result;
  const chosen = new Map([...kept].map(([variable, left]) => [variable, left[result.chosen.get(variable) ?? 0]!]));
  return { value: result.value, chosen };
}
