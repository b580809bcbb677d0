import { float64Decompositions } from './float64.ts';
import { axesOfBatch, perChannel } from './gradients/normalization.ts';
import type { NodeOf } from './graph.ts';
import { isPlainProduct } from './onnx-forms.ts';
import { add, erf, exp, log, matMul, mul, reduceMax, reduceMean, reduceSum, sub, transpose } from './operations.ts';
import type { PrimitiveName } from './primitives.ts';
import type { Tensor } from './tensor.ts';

/**
 * What runs the model. `cpu`: ONNX Runtime's own processor kernels, its extensions included. `portable`: nothing but
 * ONNX's own operators, and of those what its GPU providers have too.
 */
export type Target = 'cpu' | 'portable';

/** A node in simpler primitives where there is no kernel for it; undefined where there is one. */
export type Decomposition<P extends PrimitiveName> = (
  node: NodeOf<P>,
  /** Which of the outputs anything reads: only those need be given. */
  used: readonly boolean[],
  target: Target,
) => readonly (Tensor | undefined)[] | undefined;

export type Decompositions = { readonly [P in PrimitiveName]?: Decomposition<P> };

const decompositions: Decompositions = {
  // One pass over x serves the value and, where a gradient uses it again, the distribution function.
  Gelu: ({ inputs: [x] }, [, distributionUsed]) => {
    if (x.type === 'float32' && !distributionUsed) return undefined;
    const distribution = mul(add(erf(mul(x, Math.SQRT1_2)), 1), 0.5);
    return [mul(x, distribution), distribution];
  },

  BatchNormalizationTraining: ({ inputs: [x, scale, bias], attributes }) => {
    const mean = reduceMean(x, axesOfBatch(x));
    const centered = sub(x, perChannel(mean, x));
    const variance = reduceMean(mul(centered, centered), axesOfBatch(x));
    return [x.graph.apply('BatchNormalization', [x, scale, bias, mean, variance], attributes)[0], mean, variance];
  },

  // ONNX Runtime's FusedMatMul transposes and scales for nothing, but is its own and for float32 only.
  MatMul: ({ inputs: [a, b], attributes }, _, target) => {
    if (isPlainProduct(attributes) || (target === 'cpu' && a.type === 'float32')) return undefined;
    const turned = (x: Tensor): Tensor => {
      const rank = x.shape.length;
      return transpose(x, [...x.shape.keys()].slice(0, -2).concat(rank - 1, rank - 2));
    };
    const product = matMul(attributes.transA ? turned(a) : a, attributes.transB ? turned(b) : b);
    return [attributes.alpha === 1 ? product : mul(product, attributes.alpha)];
  },

  // WebGPU has no kernel.
  LogSoftmax: ({ inputs: [x] }, _, target) => {
    if (target === 'cpu') return undefined;
    const shifted = sub(x, reduceMax(x, [-1], true));
    return [sub(shifted, log(reduceSum(exp(shifted), [-1], true)))];
  },
};

export function decompose<P extends PrimitiveName>(
  node: NodeOf<P>,
  used: readonly boolean[],
  target: Target,
): readonly (Tensor | undefined)[] | undefined {
  const general: Decomposition<P> | undefined = decompositions[node.primitive];
  const double: Decomposition<P> | undefined = float64Decompositions[node.primitive];
  const isDouble = node.inputs[0]!.type === 'float64';
  return general?.(node, used, target) ?? (isDouble ? double?.(node, used, target) : undefined);
}
