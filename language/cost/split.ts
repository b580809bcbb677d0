import type { Application, Expression, ExpressionPool } from './expression.ts';

/** How large an expression may be, and what may be done to split it. */
export interface SplitLimits {
  /** Parts over so few settings are left whole. */
  readonly small: number;
  /** A part over more settings, which cannot be split, is too large. */
  readonly large: number;
  /** Parts of expressions that are looked at before giving up. */
  readonly looks: number;
}

/**
 * An expression as a sum of expressions that read fewer decisions each, where sums, products of sums and conditions
 * allow it: `if depth == 2 then a else b` is a where depth is 2, plus b where it is not; (a + b) * c is a * c + b * c.
 * The sum of the parts equals the expression at every setting. Undefined where a part stays too large, or it takes too
 * long.
 */
export function splitSum(
  pool: ExpressionPool,
  expression: Expression,
  { small, large, looks }: SplitLimits,
): readonly Expression[] | undefined {
  const parts: Expression[] = [];
  const splitting = new Splitting(pool, looks);
  const open: Summand[] = [{ where: pool.constant(true), value: expression }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { where, value } = next;
    const part = pool.apply('if', where, value, pool.constant(0));
    const summands = part.support.settings <= small ? undefined : splitting.split(value);
    if (splitting.looks < 0) return undefined;
    if (summands === undefined) {
      if (part.support.settings > large) return undefined;
      if (part.kind !== 'constant' || part.value !== 0) parts.push(part);
    } else for (const summand of summands) open.push({ ...summand, where: pool.apply('and', where, summand.where) });
  }
  return parts;
}

interface Summand {
  readonly where: Expression;
  readonly value: Expression;
}

/** Splits again and again, and counts what it looks at. */
class Splitting {
  looks: number;
  readonly #pool: ExpressionPool;

  constructor(pool: ExpressionPool, looks: number) {
    this.#pool = pool;
    this.looks = looks;
  }

  split(value: Expression): readonly Summand[] | undefined {
    this.looks -= 1;
    if (value.kind !== 'apply') return undefined;
    const pool = this.#pool;
    const always = pool.constant(true);
    const { operation, operands } = value;
    if (operation === 'add') return operands.map((operand) => ({ where: always, value: operand }));
    const sum = operation === 'multiply' ? operands.findIndex((operand) => isSum(operand)) : -1;
    if (sum >= 0) {
      const rest = operands.filter((_, i) => i !== sum);
      return (operands[sum] as Application).operands.map((summand) => ({
        where: always,
        value: pool.apply('multiply', summand, ...rest),
      }));
    }
    const condition = this.#outermostCondition(value);
    if (condition === undefined) return undefined;
    return [true, false].map((holds) => ({
      where: holds ? condition : pool.apply('not', condition),
      value: this.#assume(value, condition, holds),
    }));
  }

  /** The condition of an `if` that no other `if` encloses. */
  #outermostCondition(expression: Expression): Expression | undefined {
    const seen = new Set<Expression>();
    const open = [expression];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (next.kind !== 'apply' || seen.has(next)) continue;
      this.looks -= 1;
      seen.add(next);
      if (next.operation === 'if') return next.operands[0];
      open.push(...next.operands);
    }
    return undefined;
  }

  /** The expression with every `if` on the condition decided. */
  #assume(expression: Expression, condition: Expression, holds: boolean): Expression {
    const known = new Map<Expression, Expression>();
    const visit = (part: Expression): Expression => {
      if (part === condition) return this.#pool.constant(holds);
      // What was made before the condition does not hold it.
      if (part.kind !== 'apply' || part.id < condition.id) return part;
      const before = known.get(part);
      if (before !== undefined) return before;
      this.looks -= 1;
      const made = this.looks < 0 ? part : this.#pool.apply(part.operation, ...part.operands.map(visit));
      known.set(part, made);
      return made;
    };
    return visit(expression);
  }
}

function isSum(expression: Expression): boolean {
  return expression.kind === 'apply' && expression.operation === 'add';
}
