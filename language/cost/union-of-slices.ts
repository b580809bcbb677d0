import { algebra } from './algebra.ts';
import type { Expression, ExpressionPool } from './expression.ts';

/** The number of elements of a tensor that lie in at least one of several leading slices of it. */
export function unionOfSlices(pool: ExpressionPool, slices: readonly (readonly Expression[])[]): Expression {
  const { plus, minus, times } = algebra(pool);
  if (slices.length === 1) return times(...slices[0]!);
  const distinct = slices.filter((slice, i) => slices.findIndex((other) => same(slice, other)) === i);
  const [first, ...rest] = distinct;
  if (first === undefined) return pool.constant(0);
  const differing = first.flatMap((extent, axis) => (rest.every((slice) => slice[axis] === extent) ? [] : [axis]));
  if (differing.length <= 1) {
    return times(...first.map((_, axis) => pool.apply('max', ...distinct.map((slice) => slice[axis]!))));
  }
  const overlaps = rest.map((slice) => slice.map((extent, axis) => pool.apply('min', extent, first[axis]!)));
  return minus(plus(times(...first), unionOfSlices(pool, rest)), unionOfSlices(pool, overlaps));
}

function same(a: readonly Expression[], b: readonly Expression[]): boolean {
  return a.every((extent, axis) => extent === b[axis]);
}
