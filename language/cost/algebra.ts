import type { Expression, ExpressionPool, Operation } from './expression.ts';

/** An expression, or a number that stands for the constant. */
export type Term = Expression | number;

/** Writes formulas over one pool: `times(rows, width, out)`. */
export interface Algebra {
  constant(value: number | boolean | string): Expression;
  plus(...terms: readonly Term[]): Expression;
  minus(a: Term, b: Term): Expression;
  times(...terms: readonly Term[]): Expression;
  over(a: Term, b: Term): Expression;
  floorOver(a: Term, b: Term): Expression;
  mod(a: Term, b: Term): Expression;
  equal(a: Term, b: Term): Expression;
  atMost(a: Term, b: Term): Expression;
  and(...conditions: readonly Expression[]): Expression;
  or(...conditions: readonly Expression[]): Expression;
  either(condition: Expression, yes: Term, no: Term): Expression;
}

/** The algebra over a pool. */
export function algebra(pool: ExpressionPool): Algebra {
  return pool.remember('algebra', () => makeAlgebra(pool));
}

function makeAlgebra(pool: ExpressionPool): Algebra {
  const lift = (term: Term) => (typeof term === 'number' ? pool.constant(term) : term);
  const apply = (operation: Operation, ...terms: readonly Term[]) => pool.apply(operation, ...terms.map(lift));
  return {
    constant: (value) => pool.constant(value),
    plus: (...terms) => apply('add', ...terms),
    minus: (a, b) => apply('subtract', a, b),
    times: (...terms) => apply('multiply', ...terms),
    over: (a, b) => apply('divide', a, b),
    floorOver: (a, b) => apply('floor_divide', a, b),
    mod: (a, b) => apply('mod', a, b),
    equal: (a, b) => apply('equal', a, b),
    atMost: (a, b) => apply('less_equal', a, b),
    and: (...conditions) => apply('and', ...conditions),
    or: (...conditions) => apply('or', ...conditions),
    either: (condition, yes, no) => apply('if', condition, yes, no),
  };
}
