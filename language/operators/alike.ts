import { kindsAreEqual } from '../checks/kinds-are-equal.ts';
import { sizesAreEqual } from '../checks/sizes-are-equal.ts';
import type { Algebra } from '../cost/algebra.ts';
import type { Expression } from '../cost/expression.ts';
import type { SymbolicType } from '../space/space.ts';
import type { Requirement, Shape } from './operator.ts';
import { formatSymbolicType, symbolicExtents, withArticle } from './type.ts';

/** Values of one kind whose compared sizes are equal to the first one's. */
export function alike(
  algebra: Algebra,
  operator: string,
  inputs: readonly SymbolicType[],
  output: (first: SymbolicType) => SymbolicType,
  compared: (type: SymbolicType) => readonly Expression[] = symbolicExtents,
): Shape {
  const first = inputs[0]!;
  const other = inputs.find((input) => input.kind !== first.kind);
  if (other !== undefined) {
    return { problem: kindsAreEqual(operator, withArticle(first.kind), withArticle(other.kind)) };
  }
  const requirements = inputs.slice(1).map((input) => {
    const sizes = compared(input);
    return equalSizes(
      algebra,
      operator,
      first,
      input,
      compared(first).map((size, axis) => [size, sizes[axis]!]),
    );
  });
  return { output: output(first), requirements };
}

export function equalSizes(
  algebra: Algebra,
  operator: string,
  first: SymbolicType,
  second: SymbolicType,
  pairs: readonly (readonly [Expression, Expression])[],
): Requirement {
  return {
    kind: 'holds',
    condition: algebra.and(...pairs.map(([a, b]) => algebra.equal(a, b)), algebra.constant(true)),
    problem: (at) => sizesAreEqual(operator, formatSymbolicType(first, at), formatSymbolicType(second, at)),
  };
}
