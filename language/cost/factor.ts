import type { Space } from '../space/space.ts';
import { decisionOf } from '../space/variables.ts';
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
  /** Cells that were added up. */
  readonly added: number;
}

/** A term over more settings is split, where it can be, so that it costs little to tabulate. */
const splitAbove = 1024;

/** A term over more settings is not tabulated. */
export const tabulatedAtMost = 1 << 16;

/** Entries of all tables together: over twice what the largest example, of 14,000 statements, needs. */
export const tabulatedTogether = 1 << 16;

/** Cells that are added up for all sums of tables together: ten times what the largest example needs. */
export const addedTogether = 1 << 18;

/** Parts that are looked at to split one term: some milliseconds. */
const looksAtTerm = 1 << 12;

interface TermTable {
  readonly support: Support;
  readonly table: Table;
  /** Number of its expression. */
  readonly id: number;
}

/** A term as tables; without them where they would be too large. */
interface TabulatedTerm {
  readonly tables?: readonly TermTable[];
  /** Entries of these tables and of those of their parts, or those of a single table. */
  readonly entries: number;
}

/** Tabulates the terms; those that read the same decisions share a table. */
export function tabulate(space: Space, terms: readonly CostTerm[]): TabulatedCost {
  const groups = new Map<Support, TermTable[]>();
  const untabulated: CostTerm[] = [];
  let [entries, added] = [0, 0];
  for (const term of terms) {
    const { tables, entries: own } =
      entries > tabulatedTogether ? { entries: term.value.support.settings } : tabulateTerm(space, term.value);
    entries += own;
    for (const { table } of tables ?? []) added += table.length;
    if (tables === undefined || entries > tabulatedTogether || added > addedTogether) {
      untabulated.push(term);
      continue;
    }
    for (const one of tables) {
      const group = groups.get(one.support);
      if (group === undefined) groups.set(one.support, [one]);
      else group.push(one);
    }
  }
  return { factors: [...groups].map(([support, group]) => sumOf(space, support, group)), untabulated, entries, added };
}

/** The same tables are added up once, whatever else of the space has changed. */
function sumOf({ pool }: Space, { id, variables }: Support, tables: readonly TermTable[]): Factor<number> {
  const known = pool.remember('sums of tables', () => new Map<string, Factor<number>>());
  let key = `${id}`;
  for (const one of tables) key += ` ${one.id}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const sum = tables[0]!.table.map(Number);
  for (const { table } of tables.slice(1)) for (let i = 0; i < sum.length; i += 1) sum[i]! += Number(table[i]);
  const made = { variables, table: sum };
  known.set(key, made);
  return made;
}

/** Statements hold each other, so each term is tabulated once in a space. */
function tabulateTerm(space: Space, value: Expression): TabulatedTerm {
  const known = space.pool.remember('tables of terms', () => new Map<Expression, TabulatedTerm>());
  const before = known.get(value);
  if (before !== undefined) return before;
  const made = tabulateOnce(space, value);
  known.set(value, made);
  return made;
}

function tabulateOnce(space: Space, value: Expression): TabulatedTerm {
  const { id, support, table } = value;
  if (table !== undefined) return { tables: [{ support, table, id }], entries: table.length };
  const tooLarge = { entries: Math.max(value.support.settings, tabulatedTogether) };
  const parts = splitSum(space.pool, value, { small: splitAbove, large: tabulatedAtMost, looks: looksAtTerm });
  if (parts === undefined) return tooLarge;
  const known = new Map<Expression, Table>();
  let entries = 0;
  const tables = [];
  for (const part of parts) {
    entries += cellsOf(part, known, tabulatedTogether);
    if (entries > tabulatedTogether) return tooLarge;
    const table = tableOf(part, (variable) => decisionOf(space, variable).values, known);
    tables.push({ support: part.support, table, id: part.id });
  }
  return { tables, entries };
}

/** A condition as a factor that is 0 where it holds and infinite where it does not. */
export function barrier(space: Space, condition: Expression): Factor<number> {
  const table = tableOf(condition, (variable) => decisionOf(space, variable).values);
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
