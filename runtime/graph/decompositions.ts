import { depthwiseConv, depthwiseConvTranspose } from './depthwise.ts';
import { float64Decompositions } from './float64.ts';
import { axesOfBatch, perChannel } from './gradients/normalization.ts';
import type { NodeOf } from './graph.ts';
import { maximaAndPlaces } from './max-pool.ts';
import { isPlainProduct } from './onnx-forms.ts';
import {
  add,
  cast,
  erf,
  exp,
  greater,
  hardSigmoid,
  log,
  matMul,
  mul,
  reduceMax,
  reduceMean,
  reduceSum,
  softmax,
  sub,
  transpose,
  unpacked,
} from './operations.ts';
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
  // Φ(x) = (1 + erf(x / sqrt 2)) / 2 lies in [0, 1], so HardSigmoid, one pass, clips nothing.
  Gelu: ({ inputs: [x] }, [, distributionUsed]) => {
    if (x.type === 'float32' && !distributionUsed) return undefined;
    const distribution = hardSigmoid(erf(mul(x, Math.SQRT1_2)), 0.5, 0.5);
    return [mul(x, distribution), distribution];
  },

  BatchNormalizationTraining: ({ inputs: [x, scale, bias], attributes }) => {
    const mean = reduceMean(x, axesOfBatch(x));
    const centered = sub(x, perChannel(mean, x));
    const variance = reduceMean(mul(centered, centered), axesOfBatch(x));
    return [x.graph.apply('BatchNormalization', [x, scale, bias, mean, variance], attributes)[0], mean, variance];
  },

  Attention: ({ inputs: [query, key, value, hidden], attributes }) => attended([query, key, value], hidden, attributes),
  SelfAttention: ({ inputs: [packed, hidden], attributes }) => attended(unpacked(packed), hidden, attributes),

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

  Conv: (node, _, target) => asOutput(target === 'cpu' ? depthwiseConv(node) : undefined),
  ConvTranspose: (node, _, target) => asOutput(target === 'cpu' ? depthwiseConvTranspose(node) : undefined),

  MaxPool: (node, [, placesUsed], target) => (target === 'cpu' || !placesUsed ? undefined : maximaAndPlaces(node)),

  // WebGPU has no kernel.
  Sign: ({ inputs: [x] }, _, target) => {
    if (target === 'cpu') return undefined;
    return [sub(cast(greater(x, 0), x.type), cast(greater(mul(x, -1), 0), x.type))];
  },
  LogSoftmax: ({ inputs: [x] }, _, target) => {
    if (target === 'cpu') return undefined;
    const shifted = sub(x, reduceMax(x, [-1], true));
    return [sub(shifted, log(reduceSum(exp(shifted), [-1], true)))];
  },
};

function asOutput(value: Tensor | undefined): readonly [Tensor] | undefined {
  return value && [value];
}

function attended(
  [query, key, value]: readonly [Tensor, Tensor, Tensor],
  hidden: Tensor | undefined,
  { scale, causal }: { readonly scale: number; readonly causal: boolean },
): [Tensor, Tensor] {
  const scores = matMul(query, key, { transB: true, alpha: scale });
  const seen = hidden === undefined ? scores : add(scores, hidden);
  const shares = softmax(causal ? add(seen, causalMask(scores)) : seen);
  return [matMul(shares, value), shares];
}

/** Added to the score of a key that a query must not see: exp() of it is 0 in float32 and in float64. */
export const HIDDEN = -1e4;

/** `[queries, keys]`: 0 where the key is no later than the query. */
export function causalMask(scores: Tensor): Tensor {
  const [queries, keys] = scores.shape.slice(-2) as [number, number];
  const mask = Array.from({ length: queries * keys }, (_, index) =>
    index % keys > Math.floor(index / keys) ? HIDDEN : 0,
  );
  return scores.graph.constant(scores.type, [queries, keys], mask);
}

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
