import type { Window } from './primitives.ts';
import { type ElementType, elementCount, type Shape, sameShape, type Tensor } from './tensor.ts';

/** Primitives as functions, so that formulas read as formulas. A number stands for a constant of the other operand's type. */

export type Operand = Tensor | number;

export const scalar = (like: Tensor, value: number): Tensor => like.graph.constant(like.type, [], [value]);

/** A constant of one value everywhere. */
export function filled(like: Tensor, shape: Shape, value: number): Tensor {
  return expand(scalar(like, value), shape);
}

function binary(primitive: 'Add' | 'Sub' | 'Mul' | 'Div' | 'Equal' | 'Greater', a: Operand, b: Operand): Tensor {
  if (typeof a === 'number') {
    if (typeof b === 'number') throw new Error(`${primitive} of two numbers`);
    return b.graph.apply(primitive, [scalar(b, a), b], {})[0];
  }
  return a.graph.apply(primitive, [a, typeof b === 'number' ? scalar(a, b) : b], {})[0];
}

export const add = (a: Operand, b: Operand): Tensor => binary('Add', a, b);
export const sub = (a: Operand, b: Operand): Tensor => binary('Sub', a, b);
export const mul = (a: Operand, b: Operand): Tensor => binary('Mul', a, b);
export const div = (a: Operand, b: Operand): Tensor => binary('Div', a, b);
export const equal = (a: Operand, b: Operand): Tensor => binary('Equal', a, b);
export const greater = (a: Operand, b: Operand): Tensor => binary('Greater', a, b);
export const where = (condition: Tensor, a: Tensor, b: Tensor): Tensor =>
  a.graph.apply('Where', [condition, a, b], {})[0];

export const neg = (x: Tensor): Tensor => x.graph.apply('Neg', [x], {})[0];
export const exp = (x: Tensor): Tensor => x.graph.apply('Exp', [x], {})[0];
export const log = (x: Tensor): Tensor => x.graph.apply('Log', [x], {})[0];
export const sqrt = (x: Tensor): Tensor => x.graph.apply('Sqrt', [x], {})[0];
export const abs = (x: Tensor): Tensor => x.graph.apply('Abs', [x], {})[0];
export const sign = (x: Tensor): Tensor => x.graph.apply('Sign', [x], {})[0];
export const erf = (x: Tensor): Tensor => x.graph.apply('Erf', [x], {})[0];
export const tanh = (x: Tensor): Tensor => x.graph.apply('Tanh', [x], {})[0];
export const sigmoid = (x: Tensor): Tensor => x.graph.apply('Sigmoid', [x], {})[0];
export const relu = (x: Tensor): Tensor => x.graph.apply('Relu', [x], {})[0];
/** clip(alpha x + beta, 0, 1). */
export const hardSigmoid = (x: Tensor, alpha: number, beta: number): Tensor =>
  x.graph.apply('HardSigmoid', [x], { alpha, beta })[0];
export const clip = (x: Tensor, min: number, max: number): Tensor => x.graph.apply('Clip', [x], { min, max })[0];
export const gelu = (x: Tensor): Tensor => x.graph.apply('Gelu', [x], {})[0];
export const cast = (x: Tensor, to: ElementType): Tensor => (x.type === to ? x : x.graph.apply('Cast', [x], { to })[0]);
/** Over the last axis. */
export const softmax = (x: Tensor): Tensor => x.graph.apply('Softmax', [x], {})[0];
/** Over the last axis. */
export const logSoftmax = (x: Tensor): Tensor => x.graph.apply('LogSoftmax', [x], {})[0];

interface Transposed {
  readonly transA?: boolean;
  readonly transB?: boolean;
}

/** Product of two matrices, with a row added to every row of it. */
export function gemm(
  a: Tensor,
  b: Tensor,
  { transA = false, transB = false, row }: Transposed & { readonly row?: Tensor | undefined } = {},
): Tensor {
  return a.graph.apply('Gemm', row ? [a, b, row] : [a, b], { transA, transB })[0];
}

/** `alpha a b` over the last two axes of equally shaped batches. */
export function matMul(
  a: Tensor,
  b: Tensor,
  { transA = false, transB = false, alpha = 1 }: Transposed & { readonly alpha?: number } = {},
): Tensor {
  return a.graph.apply('MatMul', [a, b], { transA, transB, alpha })[0];
}

export interface ConvolutionWindow extends Window {
  readonly groups: number;
}

export function conv(x: Tensor, weight: Tensor, window: ConvolutionWindow, bias?: Tensor): Tensor {
  return x.graph.apply('Conv', bias ? [x, weight, bias] : [x, weight], window)[0];
}

/** `axes` may count from the end; all where left out. An axis of extent 1 is only dropped or kept. */
function reduce(
  primitive: 'ReduceSum' | 'ReduceMean' | 'ReduceMax',
  x: Tensor,
  axes?: readonly number[],
  keep = false,
): Tensor {
  const rank = x.shape.length;
  const all = axes
    ? axes.map((axis) => (axis < 0 ? axis + rank : axis)).sort((a, b) => a - b)
    : x.shape.map((_, axis) => axis);
  if (all.every((axis) => x.shape[axis] === 1)) {
    return keep
      ? x
      : reshape(
          x,
          x.shape.filter((_, axis) => !all.includes(axis)),
        );
  }
  return x.graph.apply(primitive, [x], { axes: all, keep })[0];
}
export const reduceSum = (x: Tensor, axes?: readonly number[], keep?: boolean): Tensor =>
  reduce('ReduceSum', x, axes, keep);
export const reduceMean = (x: Tensor, axes?: readonly number[], keep?: boolean): Tensor =>
  reduce('ReduceMean', x, axes, keep);
export const reduceMax = (x: Tensor, axes?: readonly number[], keep?: boolean): Tensor =>
  reduce('ReduceMax', x, axes, keep);

/** The adjoint of broadcasting: sums x over the axes along which `shape` was stretched. */
export function sumTo(x: Tensor, shape: Shape): Tensor {
  if (sameShape(x.shape, shape)) return x;
  const leading = x.shape.length - shape.length;
  const stretched = x.shape.flatMap((extent, axis) =>
    axis < leading || (extent !== 1 && shape[axis - leading] === 1) ? [axis] : [],
  );
  const rows = elementCount(x.shape.slice(0, stretched.length));
  const onlyLeading = stretched.every((axis, place) => axis === place) && stretched.length < x.shape.length;
  const sum = onlyLeading ? columnSums(reshape(x, [rows, elementCount(x.shape) / rows])) : reduceSum(x, stretched);
  return reshape(sum, shape);
}

/** Sum of a matrix's rows, as a row of ones times the matrix: twice as fast as ONNX Runtime's ReduceSum. */
export function columnSums(matrix: Tensor): Tensor {
  const [rows, columns] = matrix.shape as [number, number];
  return reshape(gemm(filled(matrix, [1, rows], 1), matrix), [columns]);
}

export function reshape(x: Tensor, shape: Shape): Tensor {
  if (sameShape(x.shape, shape)) return x;
  const source = x.producer?.primitive === 'Reshape' ? x.producer.inputs[0] : x;
  return sameShape(source.shape, shape) ? source : source.graph.apply('Reshape', [source], { shape })[0];
}

/** Axis i of the result is axis `permutation[i]` of x. */
export function transpose(x: Tensor, permutation: readonly number[]): Tensor {
  if (permutation.every((axis, place) => axis === place)) return x;
  if (x.producer?.primitive === 'Transpose') {
    const first = x.producer.attributes.permutation;
    return transpose(
      x.producer.inputs[0],
      permutation.map((axis) => first[axis]!),
    );
  }
  return x.graph.apply('Transpose', [x], { permutation })[0];
}

/** Stretches x to `shape` by NumPy's rule. */
export function expand(x: Tensor, shape: Shape): Tensor {
  return sameShape(x.shape, shape) ? x : x.graph.apply('Expand', [x], { shape })[0];
}

export interface AxisSlice {
  readonly start?: number;
  readonly count?: number;
  readonly step?: number;
}

/** Slices the axes named; the others are kept whole. A count left out takes all that fits. */
export function slice(x: Tensor, axes: Readonly<Record<number, AxisSlice>>): Tensor {
  const step = (axis: number) => axes[axis]?.step ?? 1;
  const start = (axis: number) => axes[axis]?.start ?? (step(axis) < 0 ? x.shape[axis]! - 1 : 0);
  const count = (axis: number) => {
    const room = step(axis) < 0 ? start(axis) + 1 : x.shape[axis]! - start(axis);
    return axes[axis]?.count ?? Math.ceil(room / Math.abs(step(axis)));
  };
  const every = x.shape.map((_, axis) => axis);
  const counts = every.map(count);
  if (sameShape(counts, x.shape) && every.every((axis) => step(axis) === 1)) return x;
  return x.graph.apply('Slice', [x], { starts: every.map(start), counts, steps: every.map(step) })[0];
}

/** Pads the axes named with `[before, after]` elements of `value`. */
export function pad(x: Tensor, axes: Readonly<Record<number, readonly [number, number]>>, value = 0): Tensor {
  const before = x.shape.map((_, axis) => axes[axis]?.[0] ?? 0);
  const after = x.shape.map((_, axis) => axes[axis]?.[1] ?? 0);
  if ([...before, ...after].every((size) => size === 0)) return x;
  return x.graph.apply('Pad', [x], { before, after, value })[0];
}

export function concat(parts: readonly [Tensor, ...Tensor[]], axis: number): Tensor {
  return parts.length === 1 ? parts[0] : parts[0].graph.apply('Concat', parts, { axis })[0];
}

/** Rows of a table: `[rows, …]` by indices of any shape -> `[...indices, …]`. */
export const gather = (table: Tensor, indices: Tensor): Tensor => table.graph.apply('Gather', [table, indices], {})[0];

/** Query, key and value of `[3, …]`. */
export function unpacked(packed: Tensor): [query: Tensor, key: Tensor, value: Tensor] {
  const part = (start: number): Tensor => reshape(slice(packed, { 0: { start, count: 1 } }), packed.shape.slice(1));
  return [part(0), part(1), part(2)];
}

/**
 * The adjoint of `gather`: adds each of `values`, `[...indices, …]`, to the row of zeros that its index names. Not by
 * ScatterND, whose threads lose sums where two of them meet at a row (ONNX Runtime #18048, #23396).
 */
export function scatterAdd(values: Tensor, indices: Tensor, rows: number): Tensor {
  const count = elementCount(indices.shape);
  const extents = values.shape.slice(indices.shape.length);
  const base = filled(values, [rows, ...extents], 0);
  const updates = reshape(values, [count, ...extents]);
  const column = reshape(indices, [count, ...extents.map(() => 1)]);
  return values.graph.apply('ScatterElements', [base, expand(column, updates.shape), updates], {})[0];
}

/** Puts `step - 1` zeros between neighbours along an axis: extent n becomes (n - 1) step + 1. */
export function dilate(x: Tensor, axis: number, step: number): Tensor {
  if (step === 1) return x;
  const extent = x.shape[axis]!;
  const apart = pad(reshape(x, x.shape.toSpliced(axis + 1, 0, 1)), { [axis + 1]: [0, step - 1] });
  return slice(reshape(apart, x.shape.with(axis, extent * step)), { [axis]: { count: (extent - 1) * step + 1 } });
}
