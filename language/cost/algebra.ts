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
  /** Most sizes are fixed: what whole numbers give is worked out without asking for an expression of it. */
  const pair = (operation: Operation, a: Term, b: Term, ofNumbers: (x: number, y: number) => number | boolean) => {
    const [x, y] = [numberOf(a), numberOf(b)];
    const value = x === undefined || y === undefined ? Number.NaN : ofNumbers(x, y);
    return isSettled(value) ? pool.constant(value) : pool.apply(operation, lift(a), lift(b));
  };
  return {
    constant: (value) => pool.constant(value),
    plus: (...terms) => {
      let sum = 0;
      for (const term of terms) sum += numberOf(term) ?? Number.NaN;
      return isSettled(sum) ? pool.constant(sum) : apply('add', ...terms);
    },
    minus: (a, b) => pair('subtract', a, b, (x, y) => x - y),
    times: (...terms) => {
      let product = 1;
      for (const term of terms) product *= numberOf(term) ?? Number.NaN;
      return isSettled(product) ? pool.constant(product) : apply('multiply', ...terms);
    },
    over: (a, b) => pair('divide', a, b, (x, y) => x / y),
    floorOver: (a, b) => apply('floor_divide', a, b),
    mod: (a, b) => apply('mod', a, b),
    equal: (a, b) => apply('equal', a, b),
    atMost: (a, b) => pair('less_equal', a, b, (x, y) => x <= y),
    and: (...conditions) => apply('and', ...conditions),
    or: (...conditions) => apply('or', ...conditions),
    either: (condition, yes, no) => apply('if', condition, yes, no),
  };
}

function numberOf(term: Term): number | undefined {
  if (typeof term === 'number') return term;
  return term.kind === 'constant' && typeof term.value === 'number' ? term.value : undefined;
}

/** What is not whole is rounded, or reported, where operations are applied. */
function isSettled(value: number | boolean): boolean {
  return typeof value === 'boolean' || Number.isInteger(value);
}
