import { concat, matMul, reduceSum, reshape } from '../graph/operations.ts';
import type { Lowerings } from './lowering.ts';

export const stack: Lowerings<'stack' | 'reduce_sum'> = {
  stack: ({ inputs }) => {
    const [first, ...others] = inputs.map((value) => reshape(value, value.shape.toSpliced(2, 0, 1)));
    return concat([first!, ...others], 2);
  },
  reduce_sum: ({ inputs: [x, weights] }) => {
    if (weights === undefined) return reduceSum(x, [2]);
    return reshape(matMul(weights, x, { transA: true }), x.shape.toSpliced(2, 1));
  },
};
