import { algebra } from './algebra.ts';
import type { Expression, ExpressionPool } from './expression.ts';

/** The number of elements of a tensor that lie in at least one of several leading slices of it. */
export function unionOfSlices(pool: ExpressionPool, slices: readonly (readonly Expression[])[]): Expression {
  const { times } = algebra(pool);
  if (slices.length === 1) return times(...slices[0]!);
  const distinct = slices.filter((slice, i) => slices.findIndex((other) => same(slice, other)) === i);
  const [first, ...rest] = distinct;
  if (first === undefined) return pool.constant(0);
  const isFixed = (extent: Expression, axis: number) => rest.every((slice) => slice[axis] === extent);
  const fixed = first.filter(isFixed);
  const differing = first.flatMap((extent, axis) => (isFixed(extent, axis) ? [] : [axis]));
  if (differing.length === 0) return times(...fixed);
  const corners = distinct.map((slice) => differing.map((axis) => slice[axis]!));
  const union =
    differing.length === 1
      ? pool.apply('max', ...corners.flat())
      : pool.apply('union', pool.constant(differing.length), ...corners.flat());
  return times(...fixed, union);
}

function same(a: readonly Expression[], b: readonly Expression[]): boolean {
  return a.every((extent, axis) => extent === b[axis]);
}
