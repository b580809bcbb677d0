import { applyOperation } from './arithmetic.ts';
import { enumerate, settingsOf } from './settings.ts';
import { simplify } from './simplify.ts';

/** What an expression may give: a size or a figure, a condition, or a name of a choice. */
export type Value = number | boolean | string;

/**
 * Operations over values. `add multiply and or min max` take one or more operands, `if` takes condition, then, else.
 * `divide` is exact; `mod` has the divisor's sign; `round` takes halves up;
 * `round_to(x, m)` is the nearest multiple of m, at least m and never under 90 % of x.
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
  | 'round_to';

/** A symbolic value over the decisions of one space. Within one pool, equal shapes are the same object. */
export type Expression = Constant | DecisionLeaf | Application;

interface Node {
  /** Number within the pool: operands have smaller ones. */
  readonly id: number;
  /** Indices of the decisions that it reads. */
  readonly reads: ReadonlySet<number>;
}

interface Constant extends Node {
  readonly kind: 'constant';
  readonly value: Value;
}

/** The value (not the index of the value) of one decision. */
interface DecisionLeaf extends Node {
  readonly kind: 'decision';
  readonly index: number;
}

export interface Application extends Node {
  readonly kind: 'apply';
  readonly operation: Operation;
  readonly operands: readonly Expression[];
}

/** Makes expressions; one pool for each space. */
export interface ExpressionPool {
  constant(value: Value): Expression;
  decision(index: number): Expression;
  /** Folds constants and simplifies, so the result may be an operand itself or a constant. */
  apply(operation: Operation, ...operands: readonly Expression[]): Expression;
  /**
   * What `make` gave the first time the key was used: for results that follow from the finished space alone, so that
   * they live as long as it does. A key always goes with one type.
   */
  remember<T>(key: string, make: () => T): T;
}

/**
 * A pool of hash-consed expressions. Where `domainOf` tells a decision's values, an expression over few settings that
 * has one value at all of them becomes that constant: `0 < depth` where depth is in 2..4, or the size of an image
 * whose padding follows an elastic kernel. Without it shapes seem to depend on decisions that they do not depend on,
 * and exact ranges grow out of hand. It is asked when an expression is made, so a decision's values must be known then.
 */
export function createPool(domainOf?: (index: number) => readonly (number | string)[]): ExpressionPool {
  const nodes = new Map<string, Expression>();
  const remembered = new Map<string, unknown>();
  const nothing: ReadonlySet<number> = new Set();
  const intern = (key: string, make: (id: number) => Expression): Expression => {
    const known = nodes.get(key);
    if (known !== undefined) return known;
    const made = make(nodes.size);
    nodes.set(key, made);
    return made;
  };

  const pool: ExpressionPool = {
    constant: (value) =>
      intern(`${typeof value}:${value}`, (id) => ({
        kind: 'constant',
        id,
        reads: nothing,
        value: value === 0 ? 0 : value,
      })),
    decision: (index) => {
      const domain = domainOf?.(index);
      if (domain?.length === 1) return pool.constant(domain[0]!);
      return intern(`decision:${index}`, (id) => ({ kind: 'decision', id, reads: new Set([index]), index }));
    },
    apply: (operation, ...operands) => {
      const constants = operands.map((operand) => (operand.kind === 'constant' ? operand.value : undefined));
      if (constants.every((value) => value !== undefined)) return pool.constant(applyOperation(operation, constants));
      return simplify(pool, operation, operands) ?? application(operation, operands);
    },
    remember: <T>(key: string, make: () => T): T => {
      if (!remembered.has(key)) remembered.set(key, make());
      return remembered.get(key) as T;
    },
  };

  const folded = new Map<Expression, Expression>();
  const application = (operation: Operation, operands: readonly Expression[]): Expression => {
    const made = intern(`${operation}(${operands.map((operand) => operand.id).join()})`, (id) => ({
      kind: 'apply',
      id,
      reads: union(operands),
      operation,
      operands,
    }));
    const known = folded.get(made) ?? settled(made) ?? made;
    folded.set(made, known);
    return known;
  };

  /** The constant that an expression equals at every setting of the decisions it reads, if there are few. */
  const settled = (made: Expression): Expression | undefined => {
    if (domainOf === undefined) return undefined;
    const settings = settingsOf(made, domainOf);
    if (settings === 0 || settings > mostSettingsFolded) return undefined;
    let only: Value | undefined;
    for (const { value } of enumerate(made, domainOf)) {
      if (Number.isNaN(value) || (only !== undefined && value !== only)) return undefined;
      only = value;
    }
    return only === undefined ? undefined : pool.constant(only);
  };

  return pool;
}

/** Enough for a condition on a copy's depth, kernel and stride; most expressions show two values at once. */
const mostSettingsFolded = 128;

function union(operands: readonly Expression[]): ReadonlySet<number> {
  const widest = operands.reduce((a, b) => (b.reads.size > a.reads.size ? b : a)).reads;
  if (operands.every((operand) => operand.reads === widest || operand.reads.size === 0)) return widest;
  return new Set(operands.flatMap((operand) => [...operand.reads]));
}
