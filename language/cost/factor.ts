import type { Space } from '../space/space.ts';
import type { Expression } from './expression.ts';
import { splitSum } from './split.ts';
import type { Support } from './support.ts';
import { cellsOf, type Table, tableOf } from './table.ts';
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

/** Parts that are looked at to split one term: some milliseconds. */
const looksAtTerm = 1 << 12;

/** A term as tables; without them where they would be too large. */
interface TabulatedTerm {
  readonly tables?: readonly { readonly support: Support; readonly table: Table }[];
  /** Entries of these tables and of those of their parts, or those of a single table. */
  readonly entries: number;
}

/** Tabulates the terms; those that read the same decisions share a table. */
export function tabulate(space: Space, terms: readonly CostTerm[]): TabulatedCost {
  const groups = new Map<Support, number[]>();
  const untabulated: CostTerm[] = [];
  let entries = 0;
  for (const term of terms) {
    const { tables, entries: own } =
      entries > tabulatedTogether ? { entries: term.value.support.settings } : tabulateTerm(space, term.value);
    entries += own;
    if (tables === undefined || entries > tabulatedTogether) {
      untabulated.push(term);
      continue;
    }
    for (const { support, table } of tables) {
      const sum = groups.get(support);
      if (sum === undefined) groups.set(support, table.map(Number));
      else for (let cell = 0; cell < sum.length; cell += 1) sum[cell]! += Number(table[cell]);
    }
  }
  return { factors: [...groups].map(([{ variables }, table]) => ({ variables, table })), untabulated, entries };
}

/** Statements hold each other, so each term is tabulated once in a space. */
function tabulateTerm(space: Space, value: Expression): TabulatedTerm {
  const { support, table } = value;
  if (table !== undefined) return { tables: [{ support, table }], entries: table.length };
  const known = space.pool.remember('tables of terms', () => new Map<Expression, TabulatedTerm>());
  const before = known.get(value);
  if (before !== undefined) return before;
  const made = tabulateOnce(space, value);
  known.set(value, made);
  return made;
}

function tabulateOnce({ pool, decisions }: Space, value: Expression): TabulatedTerm {
  const tooLarge = { entries: Math.max(value.support.settings, tabulatedTogether) };
  const parts = splitSum(pool, value, { small: splitAbove, large: tabulatedAtMost, looks: looksAtTerm });
  if (parts === undefined) return tooLarge;
  const known = new Map<Expression, Table>();
  let entries = 0;
  const tables = [];
  for (const part of parts) {
    entries += cellsOf(part, known, tabulatedTogether);
    if (entries > tabulatedTogether) return tooLarge;
    tables.push({ support: part.support, table: tableOf(part, (index) => decisions[index]!.values, known) });
  }
  return { tables, entries };
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
