import { applyOperation } from './arithmetic.ts';
import type { Application, Expression, ExpressionPool, Operation, Value } from './expression.ts';
import { compare } from './order.ts';

/**
 * A simpler expression that equals the operation, or undefined where the operands stand as they are.
 * Every rule keeps the value for all operands of the right kind; commutative operands are put in order.
 */
export function simplify(
  pool: ExpressionPool,
  operation: Operation,
  operands: readonly Expression[],
): Expression | undefined {
  const [a, b, c] = operands;
  if (a === undefined) return undefined;
  switch (operation) {
    case 'add':
    case 'multiply':
    case 'and':
    case 'or':
    case 'min':
    case 'max':
      return simplifyCommutative(pool, operation, operands);
    case 'subtract':
      if (a === b) return pool.constant(0);
      return isConstant(b, 0) ? a : undefined;
    case 'divide':
      return isConstant(b, 1) ? a : undefined;
    case 'greater':
      return pool.apply('less', b!, a);
    case 'greater_equal':
      return pool.apply('less_equal', b!, a);
    case 'less':
    case 'not_equal':
      if (a === b) return pool.constant(false);
      return operation === 'not_equal' && compare(a, b!) > 0 ? pool.apply(operation, b!, a) : undefined;
    case 'less_equal':
    case 'equal':
      if (a === b) return pool.constant(true);
      return operation === 'equal' && compare(a, b!) > 0 ? pool.apply(operation, b!, a) : undefined;
    case 'not':
      return simplifyNot(pool, a);
    case 'if':
      return simplifyIf(pool, a, b!, c!);
    default:
      return undefined;
  }
}

type Commutative = 'add' | 'multiply' | 'and' | 'or' | 'min' | 'max';

/** The value that changes nothing, and the value that settles the result. */
const neutral: Readonly<Record<Commutative, Value | undefined>> = {
  add: 0,
  multiply: 1,
  and: true,
  or: false,
  min: undefined,
  max: undefined,
};
const absorbing: Readonly<Record<Commutative, Value | undefined>> = {
  add: undefined,
  multiply: 0,
  and: false,
  or: true,
  min: undefined,
  max: undefined,
};

function simplifyCommutative(
  pool: ExpressionPool,
  operation: Commutative,
  operands: readonly Expression[],
): Expression | undefined {
  if (standAsTheyAre(operation, operands)) return undefined;
  const open: Expression[] = [];
  const constants: Value[] = [];
  const gather = (operand: Expression) => {
    if (operand.kind === 'constant') constants.push(operand.value);
    else open.push(operand);
  };
  for (const operand of operands) {
    if (isApplication(operand, operation)) operand.operands.forEach(gather);
    else gather(operand);
  }
  if (!isOrdered(open)) open.sort(compare);
  if (operation !== 'add' && operation !== 'multiply') dropRepeated(open);
  const settled = constants.length > 0 ? applyOperation(operation, constants) : neutral[operation];
  if (settled !== undefined && settled === absorbing[operation]) return pool.constant(settled);
  if ((operation === 'and' || operation === 'or') && holdsOpposites(open)) return pool.constant(operation === 'or');
  if (settled !== undefined && settled !== neutral[operation]) open.push(pool.constant(settled));
  if (open.length === 0) return pool.constant(settled!);
  if (open.length === 1) return open[0];
  const same = open.length === operands.length && open.every((operand, i) => operand === operands[i]);
  return same ? undefined : pool.apply(operation, ...open);
}

/** The usual case: two sizes in order, neither of them a number nor an operation of the same kind. */
function standAsTheyAre(operation: Commutative, operands: readonly Expression[]): boolean {
  const [a, b] = operands;
  if (operands.length !== 2 || a!.kind === 'constant' || b!.kind === 'constant' || compare(a!, b!) >= 0) return false;
  if (isApplication(a!, operation) || isApplication(b!, operation)) return false;
  return !((operation === 'and' || operation === 'or') && areOpposite(a!, b!));
}

function isOrdered(operands: readonly Expression[]): boolean {
  for (let i = 1; i < operands.length; i += 1) if (compare(operands[i - 1]!, operands[i]!) > 0) return false;
  return true;
}

/** Keeps one of equal operands, which stand beside each other. */
function dropRepeated(operands: Expression[]): void {
  let kept = 0;
  for (const operand of operands) {
    if (kept > 0 && operands[kept - 1] === operand) continue;
    operands[kept] = operand;
    kept += 1;
  }
  operands.length = kept;
}

function holdsOpposites(conditions: readonly Expression[]): boolean {
  for (let i = 1; i < conditions.length; i += 1) {
    const { support } = conditions[i]!;
    for (let j = 0; j < i; j += 1) {
      // Opposites read the same decisions.
      if (conditions[j]!.support === support && areOpposite(conditions[i]!, conditions[j]!)) return true;
    }
  }
  return false;
}

/** Whether one condition is the other's negation, as `simplifyNot` would write it. */
function areOpposite(a: Expression, b: Expression): boolean {
  if (isApplication(a, 'not') && a.operands[0] === b) return true;
  if (isApplication(b, 'not') && b.operands[0] === a) return true;
  if (a.kind !== 'apply' || b.kind !== 'apply') return false;
  const [x, y] = a.operands;
  const [u, v] = b.operands;
  if (a.operation === 'less') return b.operation === 'less_equal' && x === v && y === u;
  if (a.operation === 'less_equal') return b.operation === 'less' && x === v && y === u;
  return b.operation === opposite[a.operation] && x === u && y === v;
}

const opposite: Partial<Readonly<Record<Operation, Operation>>> = { equal: 'not_equal', not_equal: 'equal' };

function simplifyNot(pool: ExpressionPool, a: Expression): Expression | undefined {
  if (a.kind !== 'apply') return undefined;
  const [x, y] = a.operands;
  if (a.operation === 'not') return x;
  if (a.operation === 'less') return pool.apply('less_equal', y!, x!);
  if (a.operation === 'less_equal') return pool.apply('less', y!, x!);
  const negated = opposite[a.operation];
  return negated === undefined ? undefined : pool.apply(negated, x!, y!);
}

function simplifyIf(pool: ExpressionPool, condition: Expression, yes: Expression, no: Expression) {
  if (condition.kind === 'constant') return condition.value === true ? yes : no;
  if (yes === no) return yes;
  if (isConstant(yes, true) && isConstant(no, false)) return condition;
  if (isConstant(yes, false) && isConstant(no, true)) return pool.apply('not', condition);
  if (isApplication(condition, 'not')) return pool.apply('if', condition.operands[0]!, no, yes);
  if (isApplication(yes, 'if') && yes.operands[0] === condition) {
    return pool.apply('if', condition, yes.operands[1]!, no);
  }
  if (isApplication(no, 'if') && no.operands[0] === condition) return pool.apply('if', condition, yes, no.operands[2]!);
  return undefined;
}

function isConstant(expression: Expression | undefined, value: Value): boolean {
  return expression?.kind === 'constant' && expression.value === value;
}

function isApplication(expression: Expression, operation: Operation): expression is Application {
  return expression.kind === 'apply' && expression.operation === operation;
}
