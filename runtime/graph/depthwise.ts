import type { NodeOf } from './graph.ts';
import { matMul, pad, reshape, transpose } from './operations.ts';
import type { Attributes } from './primitives.ts';
import { elementCount, type Tensor } from './tensor.ts';

/** From so many samples on, and up to a matrix so large, the product is faster than ONNX Runtime's convolution. */
const FEWEST_SAMPLES = 16;
const LARGEST_MATRIX = 1 << 14;

/**
 * A depthwise convolution of many small images as one product for each channel, of its images as rows with the matrix
 * [places of the input, places of the output] that the kernel makes of them (a Toeplitz matrix by blocks); undefined where
 * the convolution itself is the faster one. ONNX Runtime runs a product for each channel of each sample, whose start
 * takes longer than the product: for 128 samples of 7 x 7 and kernels of 5 this takes a seventh of the time.
 */
export function depthwiseConv({ inputs: [x, weight, bias], attributes }: NodeOf<'Conv'>): Tensor | undefined {
  const [height, width] = x.shape.slice(2) as [number, number];
  const output = outputOf({ ...attributes, height, width });
  if (bias || weight.shape[1] !== 1 || weight.shape[0] !== attributes.groups) return undefined;
  if (!isFaster(x, height * width * elementCount(output))) return undefined;
  const matrix = matrixOf(weight, { ...attributes, height, width });
  return perChannel(x, output, (rows) => matMul(rows, matrix));
}

/** The same for its adjoint. */
export function depthwiseConvTranspose({
  inputs: [y, weight],
  attributes,
}: NodeOf<'ConvTranspose'>): Tensor | undefined {
  const { height, width, groups } = attributes;
  if (weight.shape[1] !== 1 || weight.shape[0] !== groups) return undefined;
  if (!isFaster(y, height * width * elementCount(y.shape.slice(2)))) return undefined;
  const matrix = matrixOf(weight, attributes);
  return perChannel(y, [height, width], (rows) => matMul(rows, matrix, { transB: true }));
}

function isFaster(x: Tensor, numbers: number): boolean {
  return x.type === 'float32' && x.shape[0]! >= FEWEST_SAMPLES && numbers <= LARGEST_MATRIX;
}

type Placed = Omit<Attributes<'ConvTranspose'>, 'groups'>;

function outputOf({ kernel, stride, padding, dilation, height, width }: Placed): [number, number] {
  const along = (extent: number, size: number): number =>
    Math.floor((extent + 2 * padding - dilation * (size - 1) - 1) / stride) + 1;
  return [along(height, kernel[0]), along(width, kernel[1])];
}

/** Of each channel, [channels, places of the input, places of the output]: the kernel's number between two places, or 0. */
function matrixOf(weight: Tensor, window: Placed): Tensor {
  const { kernel, stride, padding, dilation, height, width } = window;
  const channels = weight.shape[0]!;
  const [rows, columns] = outputOf(window);
  const size = elementCount(kernel);
  const along = (from: number, to: number, count: number): number | undefined => {
    const place = (from + padding - to * stride) / dilation;
    return Number.isInteger(place) && place >= 0 && place < count ? place : undefined;
  };
  const places = Int32Array.from({ length: height * width * rows * columns }, (_, index) => {
    const [from, to] = [Math.floor(index / (rows * columns)), index % (rows * columns)];
    const row = along(Math.floor(from / width), Math.floor(to / columns), kernel[0]);
    const column = along(from % width, to % columns, kernel[1]);
    return row === undefined || column === undefined ? size : row * kernel[1] + column;
  });
  const byPlace = pad(transpose(reshape(weight, [channels, size]), [1, 0]), { 0: [0, 1] });
  const indices = weight.graph.constant('int32', [places.length], places);
  const numbers = weight.graph.apply('Gather', [byPlace, indices], {})[0];
  return reshape(transpose(numbers, [1, 0]), [channels, height * width, rows * columns]);
}

/** `work` on [channels, samples, places], and back to images of the given size. */
function perChannel(x: Tensor, [height, width]: readonly [number, number], work: (rows: Tensor) => Tensor): Tensor {
  const [samples, channels] = x.shape as [number, number];
  const rows = transpose(reshape(x, [samples, channels, elementCount(x.shape.slice(2))]), [1, 0, 2]);
  return reshape(transpose(work(rows), [1, 0, 2]), [samples, channels, height, width]);
}
