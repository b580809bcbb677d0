import { add, equal, greater, mul, reduceMax, reshape, scalar, slice, softmax, where } from '../graph/operations.ts';
import type { Tensor } from '../graph/tensor.ts';
import { asRows } from './axes.ts';
import { project } from './linear.ts';
import type { Lowerings } from './lowering.ts';

/**
 * A `route` is computed densely: every expert takes every row, and counts for nothing where its share is 0. The
 * gradients are those of a sparse dispatch, since a share of 0 stops them.
 */
export const expert: Lowerings<'router' | 'mixture'> = {
  router: ({ inputs: [x], arguments: { experts, top }, matrix }) => {
    const scores = project(asRows(x), matrix('weight'));
    const shares = reshape(softmax(scores), x.shape.with(-1, experts));
    return top === experts ? shares : where(greater(largest(shares, top), shares), scalar(shares, 0), shares);
  },
  mixture: ({ inputs: [shares, ...values] }) =>
    values.map((value, place) => mul(value, slice(shares, { 2: { start: place, count: 1 } }))).reduce(add),
};

/** The `place`-th largest number of every row, from 1: softmax gives no zeros, so 0 stands for what is taken out. */
function largest(shares: Tensor, place: number): Tensor {
  const most = reduceMax(shares, [-1], true);
  if (place === 1) return most;
  return largest(where(equal(shares, most), scalar(shares, 0), shares), place - 1);
}
