import type { OperatorName, OperatorUse } from '../../language/index.ts';
import { HIDDEN } from '../graph/decompositions.ts';
import {
  add,
  cast,
  clip,
  concat,
  div,
  equal,
  filled,
  mul,
  reduceSum,
  reshape,
  slice,
  sub,
} from '../graph/operations.ts';
import type { FloatType, Tensor } from '../graph/tensor.ts';

/**
 * What becomes of padding: `rows`: every row comes from the rows at the same place, so padding stays where it is;
 * `first`: the same for the first input alone; `own`: below; `lost`: rows of the output are no rows of the input.
 */
export const effects: Readonly<Record<OperatorName, 'rows' | 'first' | 'own' | 'lost'>> = {
  conv: 'lost',
  depthwise_conv: 'lost',
  linear: 'rows',
  embedding: 'own',
  position_embedding: 'rows',
  sinusoidal: 'rows',
  class_token: 'own',
  take_token: 'lost',
  take_tokens: 'own',
  to_tokens: 'lost',
  transpose: 'lost',
  attention: 'first',
  batchnorm: 'rows',
  layernorm: 'rows',
  rmsnorm: 'rows',
  scale: 'rows',
  affine: 'rows',
  relu: 'rows',
  relu6: 'rows',
  gelu: 'rows',
  swish: 'rows',
  hard_swish: 'rows',
  sigmoid: 'rows',
  hard_sigmoid: 'rows',
  tanh: 'rows',
  softmax: 'rows',
  identity: 'rows',
  zero: 'lost',
  max_pool: 'lost',
  avg_pool: 'lost',
  global_pool: 'lost',
  crop: 'lost',
  upsample: 'lost',
  take_channels: 'rows',
  channel_shuffle: 'lost',
  sum: 'rows',
  product: 'rows',
  concat: 'own',
  stack: 'rows',
  reduce_sum: 'rows',
  propagate: 'lost',
  router: 'rows',
  mixture: 'rows',
  dropout: 'rows',
};

interface Read {
  readonly value: Tensor;
  readonly padding: Tensor | undefined;
}

/**
 * Which rows of an operator's output are padding, [batch, length] of 1 for those and 0 for the others; undefined where
 * none are. It comes from the ids that an `embedding` names as padding, so the model needs no input for it.
 */
export function paddingAfter(use: OperatorUse, inputs: readonly Read[], type: FloatType): Tensor | undefined {
  const [first] = inputs as [Read, ...Read[]];
  switch (effects[use.operator]) {
    case 'lost':
      return undefined;
    case 'first':
      return first.padding;
    case 'rows':
      return inputs.map(({ padding }) => padding).reduce(either);
  }
  switch (use.operator) {
    case 'embedding': {
      const { padding } = use.arguments;
      return padding < 0 ? undefined : cast(equal(first.value, padding), type);
    }
    case 'class_token':
      return first.padding && concat([none(first.padding, 1), first.padding], 1);
    case 'take_tokens': {
      const { start, count } = use.arguments;
      return first.padding && slice(first.padding, { 1: { start, count } });
    }
    case 'concat': {
      const known = inputs.find(({ padding }) => padding)?.padding;
      if (use.arguments.along === 'width' || !known) return inputs.map(({ padding }) => padding).reduce(either);
      const parts = inputs.map(({ value, padding }) => padding ?? none(known, value.shape[1]!));
      return concat(parts as [Tensor, ...Tensor[]], 1);
    }
    default:
      return undefined;
  }
}

/** What attention adds to its scores `[batch, heads, queries, keys]`, so that no query sees a key that is padding. */
export function hiddenKeys(padding: Tensor | undefined): Tensor | undefined {
  if (padding === undefined) return undefined;
  const [batch, keys] = padding.shape as [number, number];
  return reshape(mul(padding, HIDDEN), [batch, 1, 1, keys]);
}

/** The mean of the rows that are no padding, `[batch, width]`; 0 where all are. */
export function meanWithoutPadding(x: Tensor, padding: Tensor): Tensor {
  const [batch, length] = padding.shape as [number, number];
  const kept = sub(1, padding);
  const sum = reduceSum(mul(x, reshape(kept, [batch, length, 1])), [1]);
  return div(sum, clip(reduceSum(kept, [1], true), 1, length));
}

function either(a: Tensor | undefined, b: Tensor | undefined): Tensor | undefined {
  if (a === undefined || b === undefined || a === b) return a ?? b;
  return clip(add(a, b), 0, 1);
}

function none(like: Tensor, length: number): Tensor {
  return filled(like, [like.shape[0]!, length], 0);
}
