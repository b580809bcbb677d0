import {
  type ConvolutionWindow,
  concat,
  conv,
  filled,
  gemm,
  matMul,
  mul,
  pad,
  reduceSum,
  reshape,
  scatterAdd,
  slice,
  transpose,
} from '../operations.ts';
import { elementCount, type Tensor } from '../tensor.ts';
import type { GradientRules } from './rules.ts';

type Convolution = 'Conv' | 'ConvTranspose' | 'MaxPool' | 'AveragePool';

export const convolution: GradientRules<Convolution> = {
  Conv: ({ inputs: [x, weight], attributes }, dy) => [
    () => inputGradient(dy, weight, attributes, x),
    () => weightGradient(x, dy, attributes, weight),
    () => reduceSum(dy, [0, 2, 3]),
  ],
  ConvTranspose: ({ inputs: [y, weight], attributes: { height: _, width: __, ...window } }, dx) => [
    () => conv(dx, weight, window),
    () => weightGradient(dx, y, window, weight),
  ],
  MaxPool: ({ inputs: [x], outputs: [, places] }, dy) => [
    () => {
      const count = elementCount(dy.shape);
      return reshape(scatterAdd(reshape(dy, [count]), reshape(places!, [count]), elementCount(x.shape)), x.shape);
    },
  ],
  AveragePool: ({ inputs: [x], attributes }, dy) => [
    () => {
      const channels = x.shape[1]!;
      const weight = filled(x, [channels, 1, ...attributes.kernel], 1 / elementCount(attributes.kernel));
      return inputGradient(dy, weight, { ...attributes, groups: channels }, x);
    },
  ],
};

/**
 * With stride 1 a convolution of dy with the flipped kernel, which has the faster kernels in ONNX Runtime;
 * otherwise the transposed convolution.
 */
function inputGradient(dy: Tensor, weight: Tensor, window: ConvolutionWindow, x: Tensor): Tensor {
  const [height, width] = [x.shape[2]!, x.shape[3]!];
  const padding = window.dilation * (window.kernel[0] - 1) - window.padding;
  const square = window.kernel[0] === window.kernel[1];
  if (window.stride === 1 && square && padding >= 0)
    return conv(dy, flipped(weight, window.groups), { ...window, padding });
  return dy.graph.apply('ConvTranspose', [dy, weight], { ...window, height, width })[0];
}

/** Inputs and outputs of each group exchanged, the kernel turned by 180 degrees. */
export function flipped(weight: Tensor, groups: number): Tensor {
  const [outputs, perGroup, ...kernel] = weight.shape as [number, number, number, number];
  const turned = slice(weight, { 2: { step: -1 }, 3: { step: -1 } });
  const grouped = reshape(turned, [groups, outputs / groups, perGroup, ...kernel]);
  return reshape(transpose(grouped, [0, 2, 1, 3, 4]), [groups * perGroup, outputs / groups, ...kernel]);
}

/**
 * For every place of the kernel, the product of dy with the part of the padded input that the place sees:
 * about twice as fast as a convolution of the input with dy. Depthwise kernels need no product, only a sum.
 */
function weightGradient(x: Tensor, dy: Tensor, window: ConvolutionWindow, weight: Tensor): Tensor {
  const [outputs, perGroup, kernelHeight, kernelWidth] = weight.shape as [number, number, number, number];
  const [batch, , height, width] = dy.shape as [number, number, number, number];
  const { groups, padding, stride, dilation } = window;
  const padded = pad(x, { 2: [padding, padding], 3: [padding, padding] });
  const seen = (from: Tensor, row: number, column: number, heightAxis: number): Tensor =>
    slice(from, {
      [heightAxis]: { start: row * dilation, count: height, step: stride },
      [heightAxis + 1]: { start: column * dilation, count: width, step: stride },
    });

  const depthwise = perGroup === 1 && outputs === groups;
  const [, , paddedHeight, paddedWidth] = padded.shape as [number, number, number, number];
  // [groups, batch, height, width, channels of the group]: what each place sees is then a stack of matrices.
  const channelsLast = () =>
    transpose(reshape(padded, [batch, groups, perGroup, paddedHeight, paddedWidth]), [1, 0, 3, 4, 2]);
  const dyRows = () =>
    reshape(transpose(reshape(dy, [batch, groups, outputs / groups, height * width]), [1, 0, 3, 2]), [
      groups,
      batch * height * width,
      outputs / groups,
    ]);
  const place = (row: number, column: number): Tensor => {
    if (depthwise) return reduceSum(mul(seen(padded, row, column, 2), dy), [0, 2, 3]);
    const rows = reshape(seen(channelsLast(), row, column, 2), [groups, batch * height * width, perGroup]);
    return groups === 1
      ? gemm(reshape(dyRows(), dyRows().shape.slice(1)), reshape(rows, rows.shape.slice(1)), { transA: true })
      : matMul(dyRows(), rows, { transA: true });
  };
  const places = Array.from({ length: kernelHeight * kernelWidth }, (_, index) =>
    reshape(place(Math.floor(index / kernelWidth), index % kernelWidth), [outputs, perGroup, 1]),
  );
  return reshape(concat(places as [Tensor, ...Tensor[]], 2), weight.shape);
}
