import { unionOfBoxes } from './boxes.ts';
import type { Operation, Value } from './expression.ts';

/**
 * One operation on settled values. Operands of the wrong kind, and divisions by zero, give NaN (or false for a
 * condition): the elaborator reports the kind of every operand before it builds an expression.
 */
export function applyOperation(operation: Operation, operands: readonly Value[]): Value {
  const value = compute(operation, operands);
  // There is one zero: rules such as x * 0 = 0 do not know its sign.
  return value === 0 ? 0 : value;
}

function compute(operation: Operation, operands: readonly Value[]): Value {
  const [first, second] = operands;
  const a = number(first);
  const b = number(second);
  switch (operation) {
    case 'add': {
      let sum = 0;
      for (const operand of operands) sum += number(operand);
      return snap(sum);
    }
    case 'subtract':
      return snap(a - b);
    case 'multiply': {
      let product = 1;
      for (const operand of operands) product *= number(operand);
      return snap(product);
    }
    case 'divide':
      return quotient(a, b);
    case 'floor_divide':
      return Math.floor(quotient(a, b));
    case 'mod':
      return snap(a - b * Math.floor(quotient(a, b)));
    case 'less':
      return a < b;
    case 'less_equal':
      return a <= b;
    case 'greater':
      return a > b;
    case 'greater_equal':
      return a >= b;
    case 'equal':
      return first === second;
    case 'not_equal':
      return first !== second;
    case 'and':
      return operands.every((operand) => operand === true);
    case 'or':
      return operands.some((operand) => operand === true);
    case 'not':
      return first !== true;
    case 'if':
      return (first === true ? second : operands[2]) ?? Number.NaN;
    case 'floor':
      return Math.floor(a);
    case 'ceil':
      return Math.ceil(a);
    case 'round':
      return Math.floor(a + 0.5);
    case 'min':
      return Math.min(...operands.map(number));
    case 'max':
      return Math.max(...operands.map(number));
    case 'round_to':
      return roundTo(a, b);
    case 'union':
      return unionOf(operands.map(number));
  }
}

/** The number of axes, then the farthest corner of each box. */
export function unionOf([axes, ...extents]: readonly number[]): number {
  const boxes = Array.from({ length: extents.length / axes! }, (_, i) => extents.slice(i * axes!, (i + 1) * axes!));
  return unionOfBoxes(boxes);
}

function number(value: Value | undefined): number {
  return typeof value === 'number' ? value : Number.NaN;
}

function quotient(a: number, b: number): number {
  return b === 0 ? Number.NaN : snap(a / b);
}

/** Takes away a rounding error of a few last places, so that 1.1 * 10 is the whole 11 that an author means. */
function snap(value: number): number {
  if (Number.isInteger(value)) return value;
  const whole = Math.round(value);
  return Math.abs(value - whole) <= 8 * Number.EPSILON * Math.abs(value) ? whole : value;
}

/**
 * Channel rounding of MobileNet (`_make_divisible` in the authors' code, and in torchvision): the nearest multiple
 * of m, at least m, and one multiple more where rounding down would take away over 10 %.
 */
function roundTo(x: number, m: number): number {
  const nearest = Math.max(m, Math.floor(quotient(x + m / 2, m)) * m);
  return nearest < 0.9 * x ? nearest + m : nearest;
}
