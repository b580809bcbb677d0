import type { ElementType, Shape, Tensor } from './tensor.ts';

type None = Readonly<Record<never, never>>;
export interface Unary {
  inputs: readonly [x: Tensor];
  attributes: None;
}
export interface Binary {
  inputs: readonly [a: Tensor, b: Tensor];
  attributes: None;
}
export interface Reduction {
  inputs: readonly [x: Tensor];
  /** `axes` ascending; a kept axis has extent 1. */
  attributes: { readonly axes: readonly number[]; readonly keep: boolean };
}
/** A square window over the last two axes; `padding` on all four sides. */
export interface Window {
  readonly kernel: readonly [height: number, width: number];
  readonly stride: number;
  readonly padding: number;
  readonly dilation: number;
}

/**
 * The tensor primitives: what a graph may hold, close to ONNX's operators of the same names but with every extent
 * static. Shapes, gradients and ONNX forms are records over these keys, so TypeScript refuses to compile where one
 * of them misses a primitive. The first output is the value; any others are what the forward pass knows anyway and
 * gradients use again: they cost nothing where nobody reads them, and have no gradient of their own.
 */
export interface Primitives {
  /** Elementwise over operands that broadcast together. */
  Add: Binary;
  Sub: Binary;
  Mul: Binary;
  Div: Binary;
  Equal: Binary;
  Greater: Binary;
  Where: { inputs: readonly [condition: Tensor, a: Tensor, b: Tensor]; attributes: None };

  Neg: Unary;
  Exp: Unary;
  Log: Unary;
  Sqrt: Unary;
  Abs: Unary;
  Sign: Unary;
  Erf: Unary;
  Tanh: Unary;
  Sigmoid: Unary;
  Relu: Unary;
  /** clip(alpha x + beta, 0, 1). */
  HardSigmoid: { inputs: readonly [x: Tensor]; attributes: { readonly alpha: number; readonly beta: number } };
  Clip: { inputs: readonly [x: Tensor]; attributes: { readonly min: number; readonly max: number } };
  /** x Φ(x), Φ the normal distribution function. Second output: Φ(x). */
  Gelu: Unary;
  Cast: { inputs: readonly [x: Tensor]; attributes: { readonly to: ElementType } };

  /** `a b` of matrices, operands transposed first where said; `c`, one row, is added to every row. */
  Gemm: {
    inputs: readonly [a: Tensor, b: Tensor, c?: Tensor];
    attributes: { readonly transA: boolean; readonly transB: boolean };
  };
  /** `alpha a b` over the last two axes of tensors whose leading extents are equal. */
  MatMul: {
    inputs: readonly [a: Tensor, b: Tensor];
    attributes: { readonly transA: boolean; readonly transB: boolean; readonly alpha: number };
  };
  /**
   * softmax(scale query keyᵀ) value over the last two axes: query `[…, n, d]`, key and value `[…, m, d]`. Where causal,
   * query i sees keys up to i. `hidden` is added to the scores and broadcasts to them: large and negative for keys that
   * no query sees. Second output: the softmax.
   */
  Attention: {
    inputs: readonly [query: Tensor, key: Tensor, value: Tensor, hidden?: Tensor];
    attributes: { readonly scale: number; readonly causal: boolean };
  };
  /** Attention whose query, key and value are one tensor, `[3, …, n, d]`. Second output: the softmax. */
  SelfAttention: {
    inputs: readonly [packed: Tensor, hidden?: Tensor];
    attributes: { readonly scale: number; readonly causal: boolean };
  };
  /** x `[n, c, h, w]`, weight `[m, c / groups, kh, kw]`, bias `[m]`. */
  Conv: {
    inputs: readonly [x: Tensor, weight: Tensor, bias?: Tensor];
    attributes: Window & { readonly groups: number };
  };
  /**
   * The adjoint of Conv in its input: y `[n, m, oh, ow]`, weight `[m, c / groups, kh, kw]` -> `[n, c, height, width]`.
   */
  ConvTranspose: {
    inputs: readonly [y: Tensor, weight: Tensor];
    attributes: Window & { readonly groups: number; readonly height: number; readonly width: number };
  };

  ReduceSum: Reduction;
  ReduceMean: Reduction;
  ReduceMax: Reduction;
  /** Over the last axis. */
  Softmax: Unary;
  LogSoftmax: Unary;

  /** Over the last axis, scaled and shifted by `[width]`. Further outputs: mean and inverse deviation, `[…, 1]`. */
  LayerNormalization: {
    inputs: readonly [x: Tensor, scale: Tensor, bias: Tensor];
    attributes: { readonly epsilon: number };
  };
  /** With given statistics: x `[n, c, …]`, all else `[c]`. */
  BatchNormalization: {
    inputs: readonly [x: Tensor, scale: Tensor, bias: Tensor, mean: Tensor, variance: Tensor];
    attributes: { readonly epsilon: number };
  };
  /**
   * With the batch's own statistics (ONNX's BatchNormalization in training mode, which ONNX Runtime's inference
   * build lacks): x `[n, c, …]`. Further outputs: mean and biased variance, `[c]`.
   */
  BatchNormalizationTraining: {
    inputs: readonly [x: Tensor, scale: Tensor, bias: Tensor];
    attributes: { readonly epsilon: number };
  };

  /** Second output: the flat index in x of each maximum, int64. */
  MaxPool: { inputs: readonly [x: Tensor]; attributes: Window };
  /** Padding counts as zeros: every window is divided by the kernel's size. */
  AveragePool: { inputs: readonly [x: Tensor]; attributes: Window };

  Reshape: { inputs: readonly [x: Tensor]; attributes: { readonly shape: Shape } };
  Transpose: { inputs: readonly [x: Tensor]; attributes: { readonly permutation: readonly number[] } };
  Expand: { inputs: readonly [x: Tensor]; attributes: { readonly shape: Shape } };
  /** Along each axis `count` elements from `start`, `step` apart; a step may be negative. */
  Slice: {
    inputs: readonly [x: Tensor];
    attributes: {
      readonly starts: readonly number[];
      readonly counts: readonly number[];
      readonly steps: readonly number[];
    };
  };
  /** Zeros (or `value`) before and after, for every axis. */
  Pad: {
    inputs: readonly [x: Tensor];
    attributes: { readonly before: readonly number[]; readonly after: readonly number[]; readonly value: number };
  };
  Concat: { inputs: readonly [Tensor, ...Tensor[]]; attributes: { readonly axis: number } };
  /** Rows of `table` by whole-number index: `[rows, …]`, indices of any shape -> `[...indices, …]`. */
  Gather: { inputs: readonly [table: Tensor, indices: Tensor]; attributes: None };
  /** `updates` added to `base` at rows of it: base `[rows, …]`, updates `[n, …]`; indices of their shape, one along a row. */
  ScatterElements: { inputs: readonly [base: Tensor, indices: Tensor, updates: Tensor]; attributes: None };
}

export type PrimitiveName = keyof Primitives;
export type Inputs<P extends PrimitiveName> = Primitives[P]['inputs'];
export type Attributes<P extends PrimitiveName> = Primitives[P]['attributes'];
