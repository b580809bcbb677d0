import { applyOperation } from './arithmetic.ts';
import type { Expression, Operation, Value } from './expression.ts';
import { type DomainOf, settingsOf } from './settings.ts';
import type { Support } from './support.ts';

/** The value of an expression at every setting of the decisions that it reads, in ascending order, the last varying fastest. */
export type Table = readonly Value[];

interface Tabulated {
  readonly support: Support;
  readonly table: Table | undefined;
}

/** The table of an operation over the tables of its operands, whose decisions are among those of `support`. */
export function applyToTables(
  operation: Operation,
  operands: readonly Tabulated[],
  support: Support,
  domainOf: DomainOf,
): Table {
  const cells = settingsOf(support, domainOf);
  const sizeOf = (variable: number) => domainOf(variable).length;
  const spreads = operands.map((operand) =>
    spread(operand.table!, operand.support.variables, support.variables, sizeOf),
  );
  const values: Value[] = operands.map(() => 0);
  const table: Value[] = [];
  for (let cell = 0; cell < cells; cell += 1) {
    for (let i = 0; i < spreads.length; i += 1) {
      const of = spreads[i]!;
      values[i] = of.length === 1 ? of[0]! : of[cell]!;
    }
    table.push(applyOperation(operation, values));
  }
  return table;
}

/** A table over more variables than it has; both in ascending order. A single value stays one. */
export function spread<T>(
  table: readonly T[],
  from: readonly number[],
  to: readonly number[],
  sizeOf: (variable: number) => number,
): readonly T[] {
  if (from.length === to.length || table.length === 1) return table;
  const strides = new Map<number, number>();
  let stride = 1;
  for (let i = from.length - 1; i >= 0; i -= 1) {
    strides.set(from[i]!, stride);
    stride *= sizeOf(from[i]!);
  }
  let cells = [0];
  for (const variable of to) {
    const step = strides.get(variable) ?? 0;
    const size = sizeOf(variable);
    const next: number[] = [];
    for (const cell of cells) for (let i = 0; i < size; i += 1) next.push(cell + i * step);
    cells = next;
  }
  return cells.map((cell) => table[cell]!);
}

/**
 * The table of an expression; the caller sees to it that its settings are few enough. Those of its parts are left in
 * `known`, and read from there.
 */
export function tableOf(expression: Expression, domainOf: DomainOf, known = new Map<Expression, Table>()): Table {
  const visit = (part: Expression): Table => {
    const before = part.table ?? known.get(part);
    if (before !== undefined) return before;
    if (part.kind !== 'apply') return part.kind === 'constant' ? [part.value] : domainOf(part.variable);
    const operands = part.operands.map((operand) => ({ support: operand.support, table: visit(operand) }));
    const made = applyToTables(part.operation, operands, part.support, domainOf);
    known.set(part, made);
    return made;
  };
  return visit(expression);
}

/** How many cells `tableOf` has to work out, counted up to a limit. */
export function cellsOf(expression: Expression, known: ReadonlyMap<Expression, Table>, most: number): number {
  const seen = new Set<Expression>();
  const open = [expression];
  let cells = 0;
  for (let part = open.pop(); part !== undefined && cells <= most; part = open.pop()) {
    if (part.kind !== 'apply' || part.table !== undefined || known.has(part) || seen.has(part)) continue;
    seen.add(part);
    cells += part.support.settings;
    open.push(...part.operands);
  }
  return cells;
}
