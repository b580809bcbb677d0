import { unionOf } from './arithmetic.ts';
import { evaluate } from './evaluate.ts';
import type { Application, Expression, Value } from './expression.ts';
import { type DomainOf, settingAt, settingsOf } from './settings.ts';
import { type Table, tableOf } from './table.ts';

/** Smallest and largest value of a number over a space; `exact` says that both are reached. */
export interface Range {
  readonly low: number;
  readonly high: number;
  readonly exact: boolean;
}

/** Beyond so many settings an expression is bounded instead of enumerated. */
const mostSettings = 4096;

/**
 * The range of an expression over all settings of the decisions that it reads: by enumeration where these are few
 * enough, otherwise bounds by interval arithmetic, of which `known` keeps those of its parts, as `tables` does of the
 * tables. Conditions count as 0 and 1; a name has no range (NaN).
 */
export function rangeOf(
  expression: Expression,
  domainOf: DomainOf,
  settings = mostSettings,
  known: Bounds = new Map(),
  tables?: Map<Expression, Table>,
): Range {
  if (settingsOf(expression, domainOf) > settings) return { ...bounds(expression, domainOf, known), exact: false };
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of tableOf(expression, domainOf, tables)) {
    const number = Number(value);
    if (Number.isNaN(number)) return { low: Number.NaN, high: Number.NaN, exact: true };
    if (number < low) low = number;
    if (number > high) high = number;
  }
  return { low, high, exact: true };
}

/**
 * A setting of the decisions that an expression reads at which `wanted` holds of its value, as index -> value;
 * 'none' where there is no such setting, and 'too many' where there are more settings than it looks at.
 */
export function findSetting(
  expression: Expression,
  domainOf: DomainOf,
  wanted: (value: Value) => boolean,
  settings = mostSettings,
): ReadonlyMap<number, number | string> | 'none' | 'too many' {
  const { variables } = expression.support;
  if (settingsOf(expression, domainOf) <= settings) {
    const found = tableOf(expression, domainOf).findIndex(wanted);
    return found < 0 ? 'none' : settingAt(variables, found, domainOf);
  }
  for (let number = 0; number < settings; number += 1) {
    const setting = settingAt(variables, number, domainOf);
    if (wanted(evaluate(expression, (index) => setting.get(index)!))) return setting;
  }
  return 'too many';
}

/** Intervals that hold every value of an expression. */
export type Bounds = Map<Expression, Interval>;

interface Interval {
  readonly low: number;
  readonly high: number;
}

const anything: Interval = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
const truth: Interval = { low: 0, high: 1 };

function bounds(expression: Expression, domainOf: DomainOf, known: Bounds): Interval {
  const visit = (part: Expression): Interval => {
    const before = known.get(part);
    if (before !== undefined) return before;
    const made = bound(part, visit, domainOf);
    known.set(part, made);
    return made;
  };
  return visit(expression);
}

function bound(part: Expression, visit: (part: Expression) => Interval, domainOf: DomainOf): Interval {
  if (part.kind === 'constant') return hull([Number(part.value)]);
  if (part.kind === 'decision') return hull(domainOf(part.variable).map(Number));
  const intervals = part.operands.map(visit);
  const made = boundOperation(part, intervals);
  return Number.isNaN(made.low) || Number.isNaN(made.high) ? anything : made;
}

function boundOperation({ operation }: Application, intervals: readonly Interval[]): Interval {
  const [a, b, c] = intervals as readonly [Interval, Interval, Interval];
  const corners = (of: (x: number, y: number) => number, x = a, y = b) =>
    hull([of(x.low, y.low), of(x.low, y.high), of(x.high, y.low), of(x.high, y.high)]);
  const each = (of: (values: readonly number[]) => number): Interval => ({
    low: of(intervals.map((interval) => interval.low)),
    high: of(intervals.map((interval) => interval.high)),
  });
  const monotone = (of: (x: number) => number): Interval => ({ low: of(a.low), high: of(a.high) });
  const nonZero = b !== undefined && (b.low > 0 || b.high < 0);
  switch (operation) {
    case 'add':
      return each((values) => values.reduce((x, y) => x + y, 0));
    case 'subtract':
      return { low: a.low - b.high, high: a.high - b.low };
    case 'multiply':
      return intervals.reduce((x, y) => corners((p, q) => p * q, x, y));
    case 'divide':
      return nonZero ? corners((x, y) => x / y) : anything;
    case 'floor_divide':
      return nonZero ? corners((x, y) => Math.floor(x / y)) : anything;
    case 'mod':
      return { low: Math.min(0, b.low), high: Math.max(0, b.high) };
    case 'if':
      return { low: Math.min(b.low, c.low), high: Math.max(b.high, c.high) };
    case 'floor':
      return monotone(Math.floor);
    case 'ceil':
      return monotone(Math.ceil);
    case 'round':
      return monotone((x) => Math.floor(x + 0.5));
    case 'min':
      return each((values) => Math.min(...values));
    case 'max':
      return each((values) => Math.max(...values));
    case 'union':
      return each(unionOf);
    case 'round_to':
      // A multiple of m at least m, and within one multiple of x.
      return { low: Math.max(b.low, a.low - b.high), high: Math.max(b.high, a.high + b.high) };
    // Conditions count as 0 and 1: a comparison is settled where its sides are apart.
    case 'less':
      return condition(a.high < b.low, a.low >= b.high);
    case 'less_equal':
      return condition(a.high <= b.low, a.low > b.high);
    case 'equal':
      return condition(a.low === b.high && b.low === a.high, a.high < b.low || b.high < a.low);
    case 'not_equal':
      return condition(a.high < b.low || b.high < a.low, a.low === b.high && b.low === a.high);
    case 'not':
      return { low: 1 - a.high, high: 1 - a.low };
    case 'and':
      return each((values) => Math.min(...values));
    case 'or':
      return each((values) => Math.max(...values));
    default:
      return truth;
  }
}

function condition(always: boolean, never: boolean): Interval {
  return { low: always ? 1 : 0, high: never ? 0 : 1 };
}

function hull(values: readonly number[]): Interval {
  return { low: Math.min(...values), high: Math.max(...values) };
}
