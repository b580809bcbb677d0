import { applyOperation } from './arithmetic.ts';
import { createInterning } from './interning.ts';
import { createMemo, type Memo } from './memo.ts';
import { rankOf, rankOfLeaf } from './order.ts';
import type { DomainOf } from './settings.ts';
import { simplify } from './simplify.ts';
import { createSupports, type Support } from './support.ts';
import { applyToTables, type Table } from './table.ts';

/** What an expression may give: a size or a figure, a condition, or a name of a choice. */
export type Value = number | boolean | string;

/**
 * Operations over values. `add multiply and or min max` take one or more operands, `if` takes condition, then, else.
 * `divide` is exact; `mod` has the divisor's sign; `round` takes halves up;
 * `round_to(x, m)` is the nearest multiple of m, at least m and never under 90 % of x;
 * `union(n, …)` is what boxes of n axes fill together, whose farthest corners follow one after another.
 */
export type Operation =
  | 'add'
  | 'subtract'
  | 'multiply'
  | 'divide'
  | 'floor_divide'
  | 'mod'
  | 'less'
  | 'less_equal'
  | 'greater'
  | 'greater_equal'
  | 'equal'
  | 'not_equal'
  | 'and'
  | 'or'
  | 'not'
  | 'if'
  | 'floor'
  | 'ceil'
  | 'round'
  | 'min'
  | 'max'
  | 'round_to'
  | 'union';

/** A symbolic value over the decisions of one space. Within one pool, equal shapes are the same object. */
export type Expression = Constant | DecisionLeaf | Application;

interface Node {
  /** Number within the pool: operands have smaller ones. */
  readonly id: number;
  /** Its place among operands whose order makes no difference. */
  readonly rank: number;
  /** Variables of the decisions that it reads, in ascending order. */
  readonly reads: ReadonlySet<number>;
  readonly support: Support;
  /** The value at every setting of these, the last varying fastest; where the pool knows that there are few. */
  readonly table: Table | undefined;
}

interface Constant extends Node {
  readonly kind: 'constant';
  readonly value: Value;
}

/** The value (not the index of the value) of one decision, known by its variable. */
interface DecisionLeaf extends Node {
  readonly kind: 'decision';
  readonly variable: number;
}

export interface Application extends Node {
  readonly kind: 'apply';
  readonly operation: Operation;
  readonly operands: readonly Expression[];
}

/** Makes expressions; one pool for each space. */
export interface ExpressionPool extends Memo {
  /** How many expressions it has made: it keeps them all. */
  readonly size: number;
  constant(value: Value): Expression;
  decision(variable: number): Expression;
  /** Folds constants and simplifies, so the result may be an operand itself or a constant. */
  apply(operation: Operation, ...operands: readonly Expression[]): Expression;
}

/**
 * A pool of hash-consed expressions. Where `domainOf` tells a decision's values, an expression over few settings that
 * has one value at all of them becomes that constant: `0 < depth` where depth is in 2..4, or the size of an image
 * whose padding follows an elastic kernel. Without it shapes seem to depend on decisions that they do not depend on,
 * and exact ranges grow out of hand. It is asked when an expression is made, so a decision's values must be known then.
 *
 * A pool may serve a space that changes: a decision that has other values by then is another leaf, and what was made of
 * it before is not to be joined with what is made now.
 */
export function createPool(domainOf?: DomainOf): ExpressionPool {
  const supports = createSupports(domainOf);
  const constants = new Map<Value, Constant>();
  const decisions = new Map<number, DecisionLeaf[]>();
  const applications = createInterning();
  let made = 0;
  /** Applications that equal a constant at every setting. */
  const folded = new Map<Application, Expression>();

  const constant = (value: Value): Constant => {
    let known = constants.get(value);
    if (known === undefined) {
      const support = supports.none;
      // There is one zero.
      const only = value === 0 ? 0 : value;
      known = {
        kind: 'constant',
        id: made,
        rank: rankOfLeaf(),
        reads: support.reads,
        support,
        table: [only],
        value: only,
      };
      made += 1;
      constants.set(value, known);
    }
    return known;
  };

  const decision = (variable: number): Expression => {
    const table = domainOf?.(variable);
    const leaves = decisions.get(variable) ?? [];
    const known = leaves.find((leaf) => haveSameValues(leaf.table, table));
    if (known !== undefined) return known;
    if (table?.length === 1) return constant(table[0]!);
    const support = supports.of(variable);
    const { reads } = support;
    const leaf: DecisionLeaf = {
      kind: 'decision',
      id: made,
      rank: rankOfLeaf(variable),
      reads,
      support,
      table,
      variable,
    };
    made += 1;
    decisions.set(variable, [...leaves, leaf]);
    return leaf;
  };

  const apply = (operation: Operation, ...operands: readonly Expression[]): Expression => {
    const settled = valuesOf(operands);
    if (settled !== undefined) return constant(applyOperation(operation, settled));
    return simplify(pool, operation, operands) ?? application(operation, operands);
  };

  const application = (operation: Operation, operands: readonly Expression[]): Expression => {
    const known = applications.find(operation, operands);
    if (known !== undefined) return (folded.size === 0 ? undefined : folded.get(known)) ?? known;
    let support = supports.none;
    for (const operand of operands) support = supports.union(support, operand.support);
    const isSmall = support.settings > 0 && support.settings <= mostSettingsTabulated;
    const table = isSmall ? applyToTables(operation, operands, support, domainOf!) : undefined;
    const { reads, variables } = support;
    const rank = rankOf(variables, operands);
    const fresh: Application = { kind: 'apply', id: made, rank, reads, support, table, operation, operands };
    made += 1;
    applications.add(fresh);
    const only = table === undefined ? undefined : onlyValue(table);
    if (only === undefined) return fresh;
    folded.set(fresh, constant(only));
    return constant(only);
  };

  const pool: ExpressionPool = {
    constant,
    decision,
    apply,
    get size() {
      return made;
    },
    ...createMemo(),
  };
  return pool;
}

/** Enough for a condition on a copy's depth, kernel and stride. */
const mostSettingsTabulated = 128;

function haveSameValues(a: Table | undefined, b: Table | undefined): boolean {
  return a === b || (a?.length === b?.length && a !== undefined && a.every((value, i) => value === b![i]));
}

/** The values of operands that are all constant. */
function valuesOf(operands: readonly Expression[]): readonly Value[] | undefined {
  for (const operand of operands) if (operand.kind !== 'constant') return undefined;
  return operands.map((operand) => (operand as Constant).value);
}

/** The value that a table has everywhere. */
function onlyValue(table: Table): Value | undefined {
  const [first] = table;
  for (const value of table) if (value !== first || Number.isNaN(value)) return undefined;
  return first;
}
