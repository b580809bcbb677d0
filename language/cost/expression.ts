import { applyOperation } from './arithmetic.ts';
import { evaluate } from './evaluate.ts';
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

export interface Constant extends Node {
  readonly kind: 'constant';
  readonly value: Value;
}

/** The value (not the index of the value) of one decision. */
export interface DecisionLeaf extends Node {
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
}

/**
 * A pool of hash-consed expressions. Where `domainOf` tells a decision's values, conditions over one decision that
 * hold everywhere or nowhere become constants (`0 < depth` where depth is in 2..4); it is asked when the condition is
 * made, so a decision's values must be known by then.
 */
export function createPool(domainOf?: (index: number) => readonly (number | string)[]): ExpressionPool {
  const nodes = new Map<string, Expression>();
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
      intern(`${typeof value}:${Object.is(value, -0) ? 0 : value}`, (id) => ({
        kind: 'constant',
        id,
        reads: nothing,
        value: Object.is(value, -0) ? 0 : value,
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
  };

  const application = (operation: Operation, operands: readonly Expression[]): Expression => {
    const made = intern(`${operation}(${operands.map((operand) => operand.id).join()})`, (id) => ({
      kind: 'apply',
      id,
      reads: union(operands),
      operation,
      operands,
    }));
    return settled(made) ?? made;
  };

  /** The constant that a condition over one decision equals, if it does. */
  const settled = (made: Expression): Expression | undefined => {
    if (made.kind !== 'apply' || made.reads.size !== 1 || !conditions.has(made.operation)) return undefined;
    const [index] = made.reads;
    const domain = domainOf?.(index!) ?? [];
    const results = new Set(domain.map((value) => evaluate(made, () => value)));
    return results.size === 1 ? pool.constant([...results][0]!) : undefined;
  };

  return pool;
}

const conditions: ReadonlySet<Operation> = new Set(['less', 'less_equal', 'equal', 'not_equal', 'and', 'or', 'not']);

function union(operands: readonly Expression[]): ReadonlySet<number> {
  const widest = operands.reduce((a, b) => (b.reads.size > a.reads.size ? b : a)).reads;
  if (operands.every((operand) => operand.reads === widest || operand.reads.size === 0)) return widest;
  return new Set(operands.flatMap((operand) => [...operand.reads]));
}

/** Indices of the decisions that an expression reads. */
export function reads(expression: Expression): ReadonlySet<number> {
  return expression.reads;
}
