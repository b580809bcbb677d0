import {
  type ConvolutionWindow,
  concat,
  conv,
  filled,
  gemm,
  matMul,
  pad,
  reduceSum,
  reshape,
  scatterAdd,
  slice,
  transpose,
} from '../operations.ts';
import type { Window } from '../primitives.ts';
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

/** What each place of the kernel sees of the input, and the sizes that its gradient needs. */
interface Seen {
  readonly batch: number;
  /** Of the output: channels, and places in the image. */
  readonly outputs: number;
  readonly area: number;
  readonly perGroup: number;
  readonly groups: number;
  /** The input padded, `[batch, channels, height, width]`. */
  readonly padded: Tensor;
  /** One for each place of the kernel, row by row: cuts its part out of a tensor whose image is at `axis` and `axis + 1`. */
  readonly places: readonly ((from: Tensor, axis: number) => Tensor)[];
}

function weightGradient(x: Tensor, dy: Tensor, window: ConvolutionWindow, weight: Tensor): Tensor {
  const [outputs, perGroup, kernelHeight, kernelWidth] = weight.shape as [number, number, number, number];
  const [batch, , height, width] = dy.shape as [number, number, number, number];
  const { groups, padding, stride, dilation } = window;
  const seen: Seen = {
    batch,
    outputs,
    area: height * width,
    perGroup,
    groups,
    padded: pad(x, { 2: [padding, padding], 3: [padding, padding] }),
    places: Array.from({ length: kernelHeight * kernelWidth }, (_, index) => {
      const row = Math.floor(index / kernelWidth);
      const column = index % kernelWidth;
      return (from, axis) =>
        slice(from, {
          [axis]: { start: row * dilation, count: height, step: stride },
          [axis + 1]: { start: column * dilation, count: width, step: stride },
        });
    }),
  };
  const depthwise = perGroup === 1 && outputs === groups;
  // A product for each sample costs a sum of as many products: worth it where they are smaller than what they are made of.
  const bySample = groups === 1 && outputs <= MOST_OUTPUTS_PER_PLACE * height * width;
  const gradient = depthwise
    ? depthwiseProducts(seen, dy, window)
    : bySample
      ? sampleProducts(seen, dy)
      : placeProducts(seen, dy);
  return reshape(gradient, weight.shape);
}

const MOST_OUTPUTS_PER_PLACE = 2;

/**
 * Of a depthwise kernel: for each of its rows and each channel, one product of all lines of the image that the row sees
 * with the lines of dy. In it, [columns of the padded image, columns of dy], the sum for a column of the kernel lies on
 * one diagonal. Two to three times as fast as a sum for each place, although only the diagonals of the products are used.
 */
function depthwiseProducts({ padded, batch, outputs }: Seen, dy: Tensor, { kernel, stride, dilation }: Window): Tensor {
  const [, , height, width] = dy.shape as [number, number, number, number];
  const columns = padded.shape[3]!;
  const lines = transpose(padded, [1, 2, 0, 3]);
  const dyLines = reshape(transpose(dy, [1, 2, 0, 3]), [outputs, height * batch, width]);
  const diagonals = Array.from({ length: columns * width * kernel[1] }, (_, index) => {
    const [place, column] = [index % kernel[1], Math.floor(index / kernel[1] / width)];
    const across = Math.floor(index / kernel[1]) % width;
    return Number(column === place * dilation + across * stride);
  });
  const chosen = dy.graph.constant(dy.type, [columns * width, kernel[1]], diagonals);
  const sums = Array.from({ length: kernel[0] }, (_, row) => {
    const seen = slice(lines, { 1: { start: row * dilation, count: height, step: stride } });
    const product = matMul(reshape(seen, [outputs, height * batch, columns]), dyLines, { transA: true });
    return gemm(reshape(product, [outputs, columns * width]), chosen);
  });
  return concat(sums as [Tensor, ...Tensor[]], 1);
}

/** For every sample, the product of dy with all that the places see, side by side; no axis moves but the kernel's. */
function sampleProducts({ padded, places, batch, outputs, area, perGroup }: Seen, dy: Tensor): Tensor {
  const columns = concat(places.map((place) => place(padded, 2)) as [Tensor, ...Tensor[]], 1);
  const side = places.length * perGroup;
  const products = matMul(reshape(dy, [batch, outputs, area]), reshape(columns, [batch, side, area]), { transB: true });
  return transpose(reshape(reduceSum(products, [0]), [outputs, places.length, perGroup]), [0, 2, 1]);
}

/**
 * For every place of the kernel, one product over all samples of dy with what the place sees, channels last: about
 * twice as fast as a convolution of the input with dy.
 */
function placeProducts({ padded, places, batch, outputs, area, perGroup, groups }: Seen, dy: Tensor): Tensor {
  const [, , height, width] = padded.shape as [number, number, number, number];
  // [groups, batch, height, width, channels of the group]: what each place sees is then a stack of matrices.
  const channelsLast = transpose(reshape(padded, [batch, groups, perGroup, height, width]), [1, 0, 3, 4, 2]);
  const dyRows = reshape(transpose(reshape(dy, [batch, groups, outputs / groups, area]), [1, 0, 3, 2]), [
    groups,
    batch * area,
    outputs / groups,
  ]);
  const products = places.map((place) => {
    const rows = reshape(place(channelsLast, 2), [groups, batch * area, perGroup]);
    const product =
      groups === 1
        ? gemm(reshape(dyRows, dyRows.shape.slice(1)), reshape(rows, rows.shape.slice(1)), { transA: true })
        : matMul(dyRows, rows, { transA: true });
    return reshape(product, [outputs, perGroup, 1]);
  });
  return concat(products as [Tensor, ...Tensor[]], 2);
}
