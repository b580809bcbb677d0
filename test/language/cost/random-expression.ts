import fc from 'fast-check';
import type { Expression, ExpressionPool, Operation, Value } from '../../../language/cost/expression.ts';

/** A formula as plain data, so that a test can evaluate it by itself. */
export type Formula =
  | { readonly constant: Value }
  | { readonly decision: number }
  | { readonly operation: Operation; readonly operands: readonly Formula[] };

/** Domains that the formulas' decisions take. */
export const domains: readonly (readonly number[])[] = [[1, 2, 3], [2, 4], [6, 8, 10, 12], [5]];

export function build(pool: ExpressionPool, formula: Formula): Expression {
  if ('constant' in formula) return pool.constant(formula.constant);
  if ('decision' in formula) return pool.decision(formula.decision);
  return pool.apply(formula.operation, ...formula.operands.map((operand) => build(pool, operand)));
}

/** Evaluation by the definitions in the language's reference, with nothing simplified. */
export function reference(formula: Formula, setting: readonly number[]): Value {
  const value = define(formula, setting);
  // There is one zero.
  return value === 0 ? 0 : value;
}

function define(formula: Formula, setting: readonly number[]): Value {
  if ('constant' in formula) return formula.constant;
  if ('decision' in formula) return setting[formula.decision]!;
  const all = formula.operands.map((operand) => reference(operand, setting));
  const [a, b, c] = all as [number, number, number];
  const numbers = all as number[];
  switch (formula.operation) {
    case 'add':
      return numbers.reduce((x, y) => x + y);
    case 'subtract':
      return a - b;
    case 'multiply':
      return numbers.reduce((x, y) => x * y);
    case 'divide':
      return a / b;
    case 'floor_divide':
      return Math.floor(a / b);
    case 'mod':
      return ((a % b) + b) % b;
    case 'less':
      return a < b;
    case 'less_equal':
      return a <= b;
    case 'greater':
      return a > b;
    case 'greater_equal':
      return a >= b;
    case 'equal':
      return a === b;
    case 'not_equal':
      return a !== b;
    case 'and':
      return all.every(Boolean);
    case 'or':
      return all.some(Boolean);
    case 'not':
      return !all[0];
    case 'if':
      return all[0] ? b : c;
    case 'floor':
      return Math.floor(a);
    case 'ceil':
      return Math.ceil(a);
    case 'round':
      return Math.floor(a + 0.5);
    case 'min':
      return Math.min(...numbers);
    case 'max':
      return Math.max(...numbers);
    case 'round_to': {
      const nearest = Math.max(b, Math.trunc((a + b / 2) / b) * b);
      return nearest < 0.9 * a ? nearest + b : nearest;
    }
    case 'union':
      throw new Error('Its own test holds it to a count of cells.');
  }
}

const binary: readonly Operation[] = ['add', 'subtract', 'multiply', 'min', 'max'];
const byPositive: readonly Operation[] = ['divide', 'floor_divide', 'mod', 'round_to'];
const compared: readonly Operation[] = ['less', 'less_equal', 'greater', 'greater_equal', 'equal', 'not_equal'];

/** Numeric formulas: divisors and multiples are powers of two, so that no step rounds and results are equal exactly. */
export const formulas: fc.Arbitrary<Formula> = fc.letrec<{ number: Formula; condition: Formula }>((tie) => {
  const apply = (operations: readonly Operation[], ...operands: fc.Arbitrary<Formula>[]): fc.Arbitrary<Formula> =>
    fc.record({ operation: fc.constantFrom(...operations), operands: fc.tuple(...operands) });
  const leaf = fc.oneof(
    fc.record({ constant: fc.integer({ min: -4, max: 12 }) }),
    fc.record({ decision: fc.nat({ max: domains.length - 1 }) }),
  );
  const power = fc.record({ constant: fc.constantFrom(1, 2, 4, 8) });
  return {
    number: fc.oneof(
      { maxDepth: 4, depthSize: 'medium' },
      leaf,
      apply(binary, tie('number'), tie('number')),
      apply(['add', 'multiply'], tie('number'), tie('number'), tie('number')),
      apply(byPositive, apply(['max'], tie('number'), fc.constant({ constant: 1 })), power),
      apply(['floor', 'ceil', 'round'], tie('number')),
      apply(['if'], tie('condition'), tie('number'), tie('number')),
    ),
    condition: fc.oneof(
      { maxDepth: 3 },
      apply(compared, tie('number'), tie('number')),
      apply(['and', 'or'], tie('condition'), tie('condition')),
      apply(['not'], tie('condition')),
    ),
  };
}).number;

/** Every setting of the domains. */
export function settings(): readonly (readonly number[])[] {
  return domains.reduce<readonly (readonly number[])[]>(
    (all, domain) => all.flatMap((setting) => domain.map((value) => [...setting, value])),
    [[]],
  );
}
