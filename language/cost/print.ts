import type { Application, Expression, Operation, Value } from './expression.ts';

const infix: Partial<Readonly<Record<Operation, readonly [symbol: string, precedence: number]>>> = {
  or: ['or', 1],
  and: ['and', 2],
  equal: ['==', 4],
  not_equal: ['!=', 4],
  less: ['<', 4],
  less_equal: ['<=', 4],
  greater: ['>', 4],
  greater_equal: ['>=', 4],
  add: ['+', 5],
  subtract: ['-', 5],
  multiply: ['*', 6],
  divide: ['/', 6],
};

/** So many operations are printed. Expressions share their parts: written out, one can be longer than any string. */
const mostOperations = 200;

/** What the parts of an expression are printed with. */
interface Printing {
  readonly nameOf: (index: number) => string;
  /** How many more operations are printed. */
  left: number;
}

/**
 * An expression in the language's own syntax; `nameOf` names a decision (`heads`, `layer[3].heads`). Of one with more than
 * 200 operations, the parts that come later are ellipses.
 */
export function print(expression: Expression, nameOf: (index: number) => string): string {
  return printWithin(expression, { nameOf, left: mostOperations }, 0);
}

/** A value without the digits that binary fractions add: 3 * 0.3 is 0.9. */
export function printValue(value: Value): string {
  return `${typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(12)) : value}`;
}

function printWithin(expression: Expression, printing: Printing, outer: number): string {
  if (expression.kind === 'constant') {
    const negative = typeof expression.value === 'number' && expression.value < 0 && outer > 5;
    return negative ? `(${printValue(expression.value)})` : printValue(expression.value);
  }
  if (expression.kind === 'decision') return printing.nameOf(expression.variable);
  if (printing.left === 0) return '…';
  printing.left -= 1;
  const { text, precedence } = printApplication(expression, printing);
  return precedence < outer ? `(${text})` : text;
}

function printApplication({ operation, operands }: Application, printing: Printing) {
  const part = (operand: Expression, outer: number) => printWithin(operand, printing, outer);
  const [a, b, c] = operands;
  if (operation === 'if') {
    return { text: `if ${part(a!, 0)} then ${part(b!, 0)} else ${part(c!, 0)}`, precedence: 0.5 };
  }
  if (operation === 'not') return { text: `not ${part(a!, 3)}`, precedence: 3 };
  if (operation === 'floor_divide') return { text: `floor(${part(a!, 6)} / ${part(b!, 7)})`, precedence: 9 };
  const sign = infix[operation];
  if (sign === undefined) {
    return { text: `${operation}(${operands.map((operand) => part(operand, 0)).join(', ')})`, precedence: 9 };
  }
  const [symbol, precedence] = sign;
  if ((operation === 'less' || operation === 'less_equal') && a!.kind === 'constant') {
    return { text: `${part(b!, 5)} ${operation === 'less' ? '>' : '>='} ${part(a!, 5)}`, precedence };
  }
  const ordered = precedence === 4 && a!.kind === 'constant' ? [b!, a!] : operands;
  const text = ordered
    .map((operand, i) => part(operand, i === 0 && precedence !== 4 ? precedence : precedence + 1))
    .join(` ${symbol} `);
  return { text, precedence };
}
