import { fullPrecision, type NumberFormat, numberFormat } from '../space/number-format.ts';
import type { Space } from '../space/space.ts';
import { decisionOf } from '../space/variables.ts';
import { algebra } from './algebra.ts';
import type { Expression, ExpressionPool } from './expression.ts';

/** Bits of weights and of activations in the format that an expression names: one name, or a decision of names. */
export function bitsOf(
  space: Space,
  precision: Expression | undefined,
): { readonly weights: Expression; readonly activations: Expression } {
  const { either, equal, constant } = algebra(space.pool);
  if (precision === undefined) {
    return { weights: constant(fullPrecision.weightBits), activations: constant(fullPrecision.activationBits) };
  }
  const formatOf = (name: unknown): NumberFormat => numberFormat(`${name}`) ?? fullPrecision;
  const bits = (of: (format: NumberFormat) => number): Expression => {
    if (precision.kind !== 'decision') return constant(of(formatOf(precision.kind === 'constant' && precision.value)));
    const [first, ...others] = decisionOf(space, precision.variable).values;
    return others.reduce<Expression>(
      (otherwise, name) => either(equal(precision, constant(name)), constant(of(formatOf(name))), otherwise),
      constant(of(formatOf(first))),
    );
  };
  return { weights: bits((format) => format.weightBits), activations: bits((format) => format.activationBits) };
}

/** Bytes of so many numbers of so many bits, rounded up. */
export function bytesOf(pool: ExpressionPool, count: Expression, bits: Expression): Expression {
  const { times, over } = algebra(pool);
  const bytes = over(bits, 8);
  return bytes.kind === 'constant' && Number.isInteger(bytes.value)
    ? times(count, bytes)
    : pool.apply('ceil', over(times(count, bits), 8));
}

/**
 * How many numbers of a tensor pruning leaves: n - round(s n), halves up. The share is taken in whole millionths, so
 * that the product is of integers: 0.3 * 15 in binary fractions falls to one side of a half or the other by the order
 * in which it is multiplied.
 */
export function keptOf(pool: ExpressionPool, elements: Expression, sparsity: Expression): Expression {
  if (sparsity.kind === 'constant' && sparsity.value === 0) return elements;
  const { minus, plus, times, floorOver } = algebra(pool);
  const millionths = pool.apply('round', times(sparsity, 1e6));
  return minus(elements, floorOver(plus(times(elements, millionths), 500_000), 1e6));
}
