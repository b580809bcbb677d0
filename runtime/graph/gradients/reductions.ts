import type { NodeOf } from '../graph.ts';
import { cast, div, equal, exp, expand, mul, reduceSum, reshape, sub } from '../operations.ts';
import { elementCount, type Tensor } from '../tensor.ts';
import type { GradientRules } from './rules.ts';

type Reduction = 'ReduceSum' | 'ReduceMean' | 'ReduceMax';

/** A reduced tensor with its axes back, each of extent 1. */
function kept({ inputs: [x], attributes: { axes } }: NodeOf<Reduction>, reduced: Tensor): Tensor {
  return reshape(
    reduced,
    x.shape.map((extent, axis) => (axes.includes(axis) ? 1 : extent)),
  );
}

export const reductions: GradientRules<Reduction | 'Softmax' | 'LogSoftmax'> = {
  ReduceSum: (node, dy) => [() => expand(kept(node, dy), node.inputs[0].shape)],
  ReduceMean: (node, dy) => [
    () => {
      const [x] = node.inputs;
      const averaged = elementCount(x.shape) / elementCount(dy.shape);
      return expand(kept(node, mul(dy, 1 / averaged)), x.shape);
    },
  ],
  // Maxima that are equal share the gradient.
  ReduceMax: (node, dy) => [
    () => {
      const [x] = node.inputs;
      const largest = cast(equal(x, kept(node, node.outputs[0])), x.type);
      return mul(largest, div(kept(node, dy), reduceSum(largest, node.attributes.axes, true)));
    },
  ],
  Softmax: ({ outputs: [y] }, dy) => [
    () => {
      const weighted = mul(y, dy);
      return sub(weighted, mul(y, reduceSum(weighted, [-1], true)));
    },
  ],
  LogSoftmax: ({ outputs: [y] }, dy) => [() => sub(dy, mul(exp(y), reduceSum(dy, [-1], true)))],
};
