import type { Space } from '../space/space.ts';
import type { Expression } from './expression.ts';
import { settingsOf } from './settings.ts';
import { splitSum } from './split.ts';
import type { Support } from './support.ts';
import { tableOf } from './table.ts';
import type { CostTerm } from './terms.ts';

/** A function of a few variables as a table over the indices of their values, the last variable varying fastest. */
export interface Factor<T> {
  readonly variables: readonly number[];
  readonly table: readonly T[];
}

/** A cost as a sum of tables over few decisions, and of the terms for which a table would be too large, or one too many. */
export interface TabulatedCost {
  readonly factors: readonly Factor<number>[];
  readonly untabulated: readonly CostTerm[];
  /** Entries that tables of all terms have or would have. */
  readonly entries: number;
}

/** A term over more settings is split, where it can be, so that it costs little to tabulate. */
const splitAbove = 1024;

/** A term over more settings is not tabulated. */
export const tabulatedAtMost = 1 << 16;

/** Entries of all tables together: a hundred times what the examples need, and still a fraction of a second. */
const tabulatedTogether = 1 << 18;

/** Tabulates the terms; those that read the same decisions share a table. */
export function tabulate(space: Space, terms: readonly CostTerm[]): TabulatedCost {
  const domainOf = (index: number) => space.decisions[index]!.values;
  const small = (part: Expression) => settingsOf(part, domainOf) <= splitAbove;
  const groups = new Map<Support, number[]>();
  const untabulated: CostTerm[] = [];
  let entries = 0;
  const add = (path: string, part: Expression) => {
    const settings = settingsOf(part, domainOf);
    entries += settings;
    if (settings > tabulatedAtMost || entries > tabulatedTogether) {
      untabulated.push({ path, value: part });
      return;
    }
    const table = tableOf(part, domainOf);
    const sum = groups.get(part.support);
    if (sum === undefined) groups.set(part.support, table.map(Number));
    else for (let cell = 0; cell < sum.length; cell += 1) sum[cell]! += Number(table[cell]);
  };
  for (const { path, value } of terms) {
    if (small(value)) add(path, value);
    else for (const part of splitSum(space.pool, value, small)) add(path, part);
  }
  return { factors: [...groups].map(([{ variables }, table]) => ({ variables, table })), untabulated, entries };
}

/** A condition as a factor that is 0 where it holds and infinite where it does not. */
export function barrier(space: Space, condition: Expression): Factor<number> {
  const table = tableOf(condition, (index) => space.decisions[index]!.values);
  return {
    variables: condition.support.variables,
    table: table.map((holds) => (holds === true ? 0 : Number.POSITIVE_INFINITY)),
  };
}

/** Calls with every setting of indices below the sizes, the last one varying fastest; the array is reused. */
export function forEachSetting(sizes: readonly number[], visit: (setting: readonly number[]) => void): void {
  const setting = sizes.map(() => 0);
  for (;;) {
    visit(setting);
    let i = sizes.length - 1;
    while (i >= 0 && setting[i]! + 1 === sizes[i]) {
      setting[i] = 0;
      i -= 1;
    }
    if (i < 0) return;
    setting[i]! += 1;
  }
}

/** How far the table moves when a variable's index grows by one; 0 for a variable that the factor does not have. */
export function strideOf(factor: Factor<unknown>, variable: number, sizeOf: (variable: number) => number): number {
  const at = factor.variables.indexOf(variable);
  return at < 0 ? 0 : factor.variables.slice(at + 1).reduce((stride, later) => stride * sizeOf(later), 1);
}
