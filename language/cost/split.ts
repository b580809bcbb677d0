import type { Application, Expression, ExpressionPool } from './expression.ts';

/**
 * An expression as a sum of expressions that read fewer decisions each, where sums, products of sums and conditions
 * allow it: `if depth == 2 then a else b` is a where depth is 2, plus b where it is not; (a + b) * c is a * c + b * c.
 * Parts for which `small` holds are left whole. The sum of the parts equals the expression at every setting.
 */
export function splitSum(
  pool: ExpressionPool,
  expression: Expression,
  small: (part: Expression) => boolean,
): readonly Expression[] {
  const parts: Expression[] = [];
  const open: { readonly where: Expression; readonly value: Expression }[] = [
    { where: pool.constant(true), value: expression },
  ];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { where, value } = next;
    const part = pool.apply('if', where, value, pool.constant(0));
    const summands = small(part) || parts.length + open.length > mostParts ? undefined : splitOnce(pool, value);
    if (summands === undefined) parts.push(part);
    else for (const summand of summands) open.push({ ...summand, where: pool.apply('and', where, summand.where) });
  }
  return parts.filter((part) => part.kind !== 'constant' || part.value !== 0);
}

/** Past this the rest is left whole: the caller says that it is too large. */
const mostParts = 4096;

interface Summand {
  readonly where: Expression;
  readonly value: Expression;
}

function splitOnce(pool: ExpressionPool, value: Expression): readonly Summand[] | undefined {
  if (value.kind !== 'apply') return undefined;
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
  const condition = outermostCondition(value);
  if (condition === undefined) return undefined;
  return [true, false].map((holds) => ({
    where: holds ? condition : pool.apply('not', condition),
    value: assume(pool, value, condition, holds),
  }));
}

function isSum(expression: Expression): boolean {
  return expression.kind === 'apply' && expression.operation === 'add';
}

/** The condition of an `if` that no other `if` encloses. */
function outermostCondition(expression: Expression): Expression | undefined {
  const seen = new Set<Expression>();
  const open = [expression];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.kind !== 'apply' || seen.has(next)) continue;
    seen.add(next);
    if (next.operation === 'if') return next.operands[0];
    open.push(...next.operands);
  }
  return undefined;
}

/** The expression with every `if` on the condition decided. */
function assume(pool: ExpressionPool, expression: Expression, condition: Expression, holds: boolean): Expression {
  const known = new Map<Expression, Expression>();
  const visit = (part: Expression): Expression => {
    if (part === condition) return pool.constant(holds);
    if (part.kind !== 'apply') return part;
    const before = known.get(part);
    if (before !== undefined) return before;
    const made = pool.apply(part.operation, ...part.operands.map(visit));
    known.set(part, made);
    return made;
  };
  return visit(expression);
}
