/**
 * The settled arguments of every primitive operator, defaults filled in.
 * A key here is an operator's name in the language. The operator table, the shape rules, the cost
 * formulas and the runtime's lowering are all records over these keys, so TypeScript refuses to
 * compile where one of them misses an operator.
 */
export interface OperatorArguments {
  conv: {
    out: number;
    kernel: number;
    stride: number;
    groups: number;
    dilation: number;
    padding: number;
    bias: boolean;
  };
  depthwise_conv: { kernel: number; stride: number; dilation: number; padding: number; bias: boolean };
  linear: { out: number; bias: boolean };
  /** `padding`: the id whose rows are padding; -1: none. */
  embedding: { vocabulary: number; dim: number; padding: number };
  /** `positions`: rows that are stored, at least as many as are read. */
  position_embedding: { positions: number };
  sinusoidal: Record<never, never>;
  class_token: Record<never, never>;
  take_token: { index: number };
  take_tokens: { start: number; count: number };
  to_tokens: Record<never, never>;
  transpose: Record<never, never>;
  /** Inputs: x[n, d], and memory[m, e] as a second input where one is named. */
  attention: {
    heads: number;
    head_dim: number;
    causal: boolean;
    bias: boolean;
    key_bias: boolean;
    /** A layer norm of what the heads give, before the output projection. */
    inner_norm: boolean;
    /** Side of the image whose tokens have a learned bias for each way from one to another in every head; 0: none. */
    relative_bias: number;
    /** Farthest distance, along the rows and the columns of an image's tokens, that has a vector of its own; 0: none. */
    relative_keys: number;
    relative_values: number;
  };
  batchnorm: { affine: boolean; epsilon: number };
  layernorm: { epsilon: number };
  rmsnorm: { epsilon: number };
  scale: { init: number };
  affine: Record<never, never>;
  relu: Record<never, never>;
  relu6: Record<never, never>;
  gelu: Record<never, never>;
  swish: Record<never, never>;
  hard_swish: Record<never, never>;
  sigmoid: Record<never, never>;
  hard_sigmoid: Record<never, never>;
  tanh: Record<never, never>;
  softmax: Record<never, never>;
  identity: Record<never, never>;
  zero: { stride: number };
  max_pool: { kernel: number; stride: number; padding: number };
  avg_pool: { kernel: number; stride: number; padding: number };
  global_pool: Record<never, never>;
  crop: { top: number; left: number; bottom: number; right: number };
  upsample: { factor: number };
  take_channels: { start: number; count: number };
  channel_shuffle: { groups: number };
  /** Two or more inputs of equal type. */
  sum: Record<never, never>;
  /** Two or more inputs; a vector is broadcast over an image of as many channels. */
  product: Record<never, never>;
  /** Two or more inputs whose other extents are equal. */
  concat: { along: 'width' | 'length' };
  /** One or more inputs of equal type. */
  stack: Record<never, never>;
  /** Inputs: a stack, and weights[n, K, 1] as a second input where they are named. */
  reduce_sum: Record<never, never>;
  propagate: Record<never, never>;
  router: { experts: number; top: number };
  /** Inputs: shares[n, k], and k values of equal type. */
  mixture: Record<never, never>;
  dropout: { rate: number };
}

export type OperatorName = keyof OperatorArguments;
