import { applyOperation } from './arithmetic.ts';
import type { Application, Expression, Value } from './expression.ts';

/**
 * The value of an expression where decision `index` has the value `valueAt(index)`. Only the branch of an `if` that is
 * taken is evaluated. A division by zero gives NaN; nothing throws.
 */
export function evaluate(expression: Expression, valueAt: (index: number) => number | string): Value {
  return evaluator(valueAt)(expression);
}

/** Evaluates several expressions at one point; what they share is evaluated once. */
export function evaluator(valueAt: (index: number) => number | string): (expression: Expression) => Value {
  const known = new Map<Application, Value>();
  const visit = (expression: Expression): Value => {
    if (expression.kind === 'constant') return expression.value;
    if (expression.kind === 'decision') return valueAt(expression.variable);
    const before = known.get(expression);
    if (before !== undefined) return before;
    const value = take(expression);
    known.set(expression, value);
    return value;
  };
  const take = ({ operation, operands }: Application): Value => {
    if (operation === 'if') return visit(visit(operands[0]!) === true ? operands[1]! : operands[2]!);
    return applyOperation(operation, operands.map(visit));
  };
  return visit;
}

/** A value that had to be whole and is not, and what made it so. */
export interface Fraction {
  readonly value: number;
  /** The innermost part that is not whole although its own operands are: usually a division. */
  readonly part: Expression;
  /** Decisions that the part reads. */
  readonly decisions: readonly number[];
}

/**
 * Why an expression that must be a whole number is not one at this point: undefined where it is. A part that is
 * not whole but is made whole again (`floor(x / 2)`) is no cause.
 */
export function fractionOf(expression: Expression, valueAt: (index: number) => number | string): Fraction | undefined {
  const value = evaluator(valueAt);
  const number = value(expression);
  if (typeof number === 'number' && Number.isInteger(number)) return undefined;
  let part = expression;
  for (;;) {
    const inner: Expression | undefined = operandsTaken(part, value).find((operand) => {
      const v = value(operand);
      return typeof v === 'number' && !Number.isInteger(v) && operand.kind === 'apply';
    });
    if (inner === undefined) break;
    part = inner;
  }
  return { value: typeof number === 'number' ? number : Number.NaN, part, decisions: [...part.reads] };
}

function operandsTaken(expression: Expression, value: (expression: Expression) => Value): readonly Expression[] {
  if (expression.kind !== 'apply') return [];
  if (expression.operation !== 'if') return expression.operands;
  return [expression.operands[value(expression.operands[0]!) === true ? 1 : 2]!];
}
