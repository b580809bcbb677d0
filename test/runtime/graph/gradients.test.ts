import { describe, expect, test } from 'vitest';
import { gradients } from '../../../runtime/graph/gradients.ts';
import { Graph } from '../../../runtime/graph/graph.ts';
import {
  abs,
  add,
  cast,
  clip,
  concat,
  conv,
  dilate,
  div,
  equal,
  erf,
  exp,
  expand,
  gather,
  gelu,
  gemm,
  greater,
  hardSigmoid,
  log,
  logSoftmax,
  matMul,
  mul,
  neg,
  pad,
  reduceMax,
  reduceMean,
  reduceSum,
  relu,
  reshape,
  scatterAdd,
  sigmoid,
  sign,
  slice,
  softmax,
  sqrt,
  sub,
  tanh,
  transpose,
  where,
} from '../../../runtime/graph/operations.ts';
import type { PrimitiveName } from '../../../runtime/graph/primitives.ts';
import { elementCount, type Shape, type Tensor } from '../../../runtime/graph/tensor.ts';
import { expectGradients } from './finite-differences.ts';
import { randomNumbers } from './run.ts';

/** A value built of inputs of the shapes given, whose numbers lie in `range` (default -1 to 1). */
interface Case {
  readonly shapes: readonly Shape[];
  readonly range?: readonly [number, number];
  build(...inputs: Tensor[]): Tensor;
}
type Build = (...inputs: Tensor[]) => Tensor;
const of = (shapes: readonly Shape[], build: Build, range?: readonly [number, number]): Case =>
  range ? { shapes, build, range } : { shapes, build };
const window = { kernel: [3, 3] as const, stride: 1, padding: 1, dilation: 1, groups: 1 };
const indices = (graph: Graph) => graph.constant('int64', [2, 3], [3, 0, 1, 1, 4, 1]);
const transposed = (window: Parameters<typeof conv>[2], height: number, width: number) => (y: Tensor, weight: Tensor) =>
  y.graph.apply('ConvTranspose', [y, weight], { ...window, height, width })[0];

/** Every primitive, at least once; the record's type sees to it. */
const cases: { readonly [P in PrimitiveName]: Readonly<Record<string, Case>> } = {
  Add: {
    broadcast: of(
      [
        [2, 3, 4],
        [3, 1],
      ],
      add,
    ),
    twice: of([[3]], (x) => add(x, x)),
  },
  Sub: { broadcast: of([[4], [2, 3, 4]], sub), 'from a number': of([[3]], (x) => sub(2, x)) },
  Mul: {
    broadcast: of(
      [
        [2, 1, 4],
        [3, 4],
      ],
      mul,
    ),
    square: of([[5]], (x) => mul(x, x)),
  },
  Div: { broadcast: of([[2, 3], [3]], div, [0.5, 2]), 'of a number': of([[3]], (x) => div(1, x), [0.5, 2]) },
  Equal: { flat: of([[4]], (x) => where(equal(x, x), mul(x, x), x)) },
  Greater: { kink: of([[6]], (x) => where(greater(x, 0), mul(x, x), x)) },
  Where: { broadcast: of([[2, 3], [3]], (a, b) => where(greater(a, 0), mul(a, a), b)) },
  Neg: { plain: of([[3]], neg) },
  Exp: { plain: of([[3]], exp) },
  Log: { plain: of([[3]], log, [0.5, 2]) },
  Sqrt: { plain: of([[3]], sqrt, [0.5, 2]) },
  Abs: { plain: of([[6]], abs) },
  Sign: { flat: of([[4]], (x) => mul(sign(x), x)) },
  Erf: { plain: of([[8]], erf, [-3, 3]) },
  Tanh: { plain: of([[4]], tanh) },
  Sigmoid: { plain: of([[4]], sigmoid) },
  Relu: { plain: of([[8]], relu) },
  Clip: { plain: of([[12]], (x) => clip(x, -0.4, 0.5)) },
  HardSigmoid: { plain: of([[12]], (x) => hardSigmoid(x, 0.8, 0.4)) },
  Gelu: { plain: of([[8]], gelu, [-3, 3]) },
  Cast: { 'there and back': of([[4]], (x) => mul(cast(cast(x, 'float64'), 'float64'), x)) },
  Gemm: {
    plain: of(
      [
        [3, 4],
        [4, 2],
      ],
      (a, b) => gemm(a, b),
    ),
    transA: of(
      [
        [4, 3],
        [4, 2],
      ],
      (a, b) => gemm(a, b, { transA: true }),
    ),
    transB: of([[3, 4], [2, 4], [2]], (a, b, row) => gemm(a, b, { transB: true, row })),
    both: of([[4, 3], [2, 4], [2]], (a, b, row) => gemm(a, b, { transA: true, transB: true, row })),
  },
  MatMul: {
    plain: of(
      [
        [2, 3, 4],
        [2, 4, 2],
      ],
      (a, b) => matMul(a, b),
    ),
    transA: of(
      [
        [2, 4, 3],
        [2, 4, 2],
      ],
      (a, b) => matMul(a, b, { transA: true, alpha: 0.5 }),
    ),
    transB: of(
      [
        [2, 3, 4],
        [2, 2, 4],
      ],
      (a, b) => matMul(a, b, { transB: true, alpha: 2 }),
    ),
    both: of(
      [
        [2, 4, 3],
        [2, 2, 4],
      ],
      (a, b) => matMul(a, b, { transA: true, transB: true, alpha: -1 }),
    ),
  },
  Attention: {
    plain: of(
      [
        [2, 3, 4],
        [2, 5, 4],
        [2, 5, 4],
      ],
      (q, k, v) => q.graph.apply('Attention', [q, k, v], { scale: 0.5, causal: false })[0],
    ),
    causal: of(
      [
        [2, 4, 3],
        [2, 4, 3],
        [2, 4, 3],
      ],
      (q, k, v) => q.graph.apply('Attention', [q, k, v], { scale: 0.5, causal: true })[0],
    ),
  },
  SelfAttention: {
    plain: of(
      [[3, 2, 3, 4]],
      (packed) => packed.graph.apply('SelfAttention', [packed], { scale: 0.5, causal: false })[0],
    ),
    causal: of(
      [[3, 2, 4, 3]],
      (packed) => packed.graph.apply('SelfAttention', [packed], { scale: 0.5, causal: true })[0],
    ),
  },
  Conv: {
    '3 x 3': of([[2, 2, 5, 4], [3, 2, 3, 3], [3]], (x, w, b) => conv(x, w, window, b)),
    'stride 2': of(
      [
        [2, 2, 6, 5],
        [3, 2, 3, 3],
      ],
      (x, w) => conv(x, w, { ...window, stride: 2 }),
    ),
    'even kernel': of(
      [
        [1, 2, 5, 5],
        [2, 2, 4, 4],
      ],
      (x, w) => conv(x, w, { ...window, kernel: [4, 4] }),
    ),
    'even kernel, stride 2': of(
      [
        [1, 1, 7, 6],
        [2, 1, 2, 2],
      ],
      (x, w) => conv(x, w, { ...window, kernel: [2, 2], stride: 2, padding: 0 }),
    ),
    'dilation 2': of(
      [
        [1, 2, 7, 6],
        [2, 2, 3, 3],
      ],
      (x, w) => conv(x, w, { ...window, dilation: 2, padding: 2 }),
    ),
    'dilation 2, stride 3': of(
      [
        [1, 1, 9, 8],
        [1, 1, 3, 3],
      ],
      (x, w) => conv(x, w, { ...window, dilation: 2, stride: 3, padding: 1 }),
    ),
    '2 groups': of([[2, 4, 4, 4], [6, 2, 3, 3], [6]], (x, w, b) => conv(x, w, { ...window, groups: 2 }, b)),
    '2 groups, stride 2': of(
      [
        [1, 4, 5, 5],
        [4, 2, 3, 3],
      ],
      (x, w) => conv(x, w, { ...window, groups: 2, stride: 2 }),
    ),
    depthwise: of([[2, 3, 4, 4], [3, 1, 3, 3], [3]], (x, w, b) => conv(x, w, { ...window, groups: 3 }, b)),
    'depthwise, stride 2': of(
      [
        [1, 3, 6, 5],
        [3, 1, 3, 3],
      ],
      (x, w) => conv(x, w, { ...window, groups: 3, stride: 2 }),
    ),
    'two kernels a channel': of(
      [
        [1, 2, 4, 4],
        [4, 1, 3, 3],
      ],
      (x, w) => conv(x, w, { ...window, groups: 2 }),
    ),
    '1 x 1': of(
      [
        [2, 3, 3, 3],
        [4, 3, 1, 1],
      ],
      (x, w) => conv(x, w, { ...window, kernel: [1, 1], padding: 0 }),
    ),
    'padding beyond the kernel': of(
      [
        [1, 1, 3, 3],
        [1, 1, 1, 1],
      ],
      (x, w) => conv(x, w, { ...window, kernel: [1, 1], padding: 2 }),
    ),
    oblong: of(
      [
        [1, 2, 4, 5],
        [2, 2, 1, 3],
      ],
      (x, w) => conv(x, w, { ...window, kernel: [1, 3] }),
    ),
  },
  ConvTranspose: {
    'stride 2': of(
      [
        [1, 3, 3, 3],
        [3, 2, 3, 3],
      ],
      transposed({ ...window, stride: 2 }, 6, 5),
    ),
    '2 groups': of(
      [
        [1, 4, 3, 3],
        [4, 1, 3, 3],
      ],
      transposed({ ...window, stride: 2, groups: 2 }, 5, 5),
    ),
  },
  ReduceSum: {
    axes: of([[2, 3, 4]], (x) => reduceSum(mul(x, x), [0, 2])),
    all: of([[2, 3]], (x) => mul(x, reduceSum(x))),
  },
  ReduceMean: { kept: of([[2, 3, 4]], (x) => mul(x, reduceMean(x, [1], true))) },
  ReduceMax: { kept: of([[2, 3, 4]], (x) => mul(x, reduceMax(x, [-1], true))) },
  Softmax: { plain: of([[2, 3, 4]], softmax) },
  LogSoftmax: { plain: of([[2, 5]], logSoftmax) },
  LayerNormalization: {
    plain: of(
      [[2, 3, 5], [5], [5]],
      (x, scale, bias) => x.graph.apply('LayerNormalization', [x, scale, bias], { epsilon: 1e-5 })[0],
    ),
  },
  BatchNormalization: {
    image: of(
      [[2, 3, 2, 2], [3], [3], [3], [3]],
      (x, scale, bias, mean, deviation) =>
        x.graph.apply('BatchNormalization', [x, scale, bias, mean, add(mul(deviation, deviation), 0.1)], {
          epsilon: 1e-5,
        })[0],
    ),
  },
  BatchNormalizationTraining: {
    image: of(
      [[2, 3, 3, 2], [3], [3]],
      (x, scale, bias) => x.graph.apply('BatchNormalizationTraining', [x, scale, bias], { epsilon: 1e-5 })[0],
    ),
    rows: of(
      [[5, 3], [3], [3]],
      (x, scale, bias) => x.graph.apply('BatchNormalizationTraining', [x, scale, bias], { epsilon: 1e-5 })[0],
    ),
  },
  MaxPool: {
    overlapping: of([[2, 2, 5, 5]], (x) => x.graph.apply('MaxPool', [x], { ...window, stride: 2 })[0]),
    tiling: of(
      [[1, 2, 4, 4]],
      (x) => x.graph.apply('MaxPool', [x], { ...window, kernel: [2, 2], stride: 2, padding: 0 })[0],
    ),
  },
  AveragePool: {
    overlapping: of([[2, 2, 5, 4]], (x) => x.graph.apply('AveragePool', [mul(x, x)], { ...window, stride: 2 })[0]),
    'stride 1': of([[1, 2, 4, 4]], (x) => x.graph.apply('AveragePool', [mul(x, x)], window)[0]),
  },
  Reshape: { plain: of([[2, 3]], (x) => mul(reshape(x, [3, 2]), reshape(x, [3, 2]))) },
  Transpose: { cycle: of([[2, 3, 4]], (x) => transpose(mul(x, x), [1, 2, 0])) },
  Expand: { plain: of([[3, 1]], (x) => mul(expand(x, [2, 3, 4]), 2)) },
  Slice: {
    forward: of([[7, 3]], (x) => slice(mul(x, x), { 0: { start: 1, count: 3, step: 2 } })),
    backward: of([[7, 3]], (x) => slice(mul(x, x), { 0: { start: 5, count: 2, step: -3 }, 1: { step: -1 } })),
  },
  Pad: {
    value: of([[2, 3]], (x) => pad(mul(x, x), { 0: [1, 0], 1: [0, 2] }, 3)),
    spread: of([[2, 3]], (x) => dilate(x, 1, 3)),
  },
  Concat: {
    middle: of(
      [
        [2, 1, 3],
        [2, 2, 3],
      ],
      (a, b) => concat([a, b, mul(a, a)], 1),
    ),
  },
  Gather: { repeated: of([[5, 2]], (table) => gather(mul(table, table), indices(table.graph))) },
  ScatterElements: { repeated: of([[2, 3, 2]], (values) => scatterAdd(mul(values, values), indices(values.graph), 6)) },
};

describe('the gradient of every primitive matches central differences in float64', () => {
  const all = Object.entries(cases).flatMap(([primitive, named]) =>
    Object.entries(named).map(([name, one]) => [`${primitive}, ${name}`, one] as const),
  );
  test.each(all)('%s', async (_, { shapes, build, range = [-1, 1] }) => {
    const graph = new Graph();
    const inputs = shapes.map((shape, place) => graph.input(`x${place}`, 'float64', shape));
    const feeds = Object.fromEntries(
      shapes.map((shape, place) => [`x${place}`, randomNumbers(elementCount(shape), 31 + place, ...range)]),
    );
    await expectGradients(graph, build(...inputs), inputs, feeds);
  });
});

describe('gradients', () => {
  test('are zeros for a tensor that the loss does not depend on', () => {
    const graph = new Graph();
    const [x, other] = [graph.input('x', 'float32', [2]), graph.input('other', 'float32', [3])];
    const [, ofOther] = gradients(reduceSum(x), [x, other]);
    expect(ofOther!.shape).toEqual([3]);
  });

  test('are made only between what is asked for and the loss', () => {
    const graph = new Graph();
    const [x, weight] = [graph.input('x', 'float32', [2, 3]), graph.input('weight', 'float32', [3, 4])];
    const loss = reduceSum(gemm(x, weight));
    gradients(loss, [weight]);
    // The product itself and the weight's gradient; none for x.
    expect(graph.nodes.filter((node) => node.primitive === 'Gemm').length).toBe(2);
  });

  test('need a scalar', () => {
    const x = new Graph().input('x', 'float32', [2]);
    expect(() => gradients(x, [x])).toThrow('A gradient needs a scalar loss, not one of shape [2]');
  });
});
