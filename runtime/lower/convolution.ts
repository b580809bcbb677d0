import { type ConvolutionWindow, conv, gemm, reshape, transpose } from '../graph/operations.ts';
import type { Tensor } from '../graph/tensor.ts';
import type { Lowerings } from './lowering.ts';

export const convolution: Lowerings<'conv' | 'depthwise_conv'> = {
  conv: ({ inputs: [x], arguments: { kernel, stride, padding, dilation, groups, bias }, tensor }) =>
    convolve(
      x,
      tensor('weight'),
      { kernel: [kernel, kernel], stride, padding, dilation, groups },
      bias ? tensor('bias') : undefined,
    ),
  depthwise_conv: ({ inputs: [x], arguments: { kernel, stride, padding, dilation, bias }, tensor }) =>
    convolve(
      x,
      tensor('weight'),
      { kernel: [kernel, kernel], stride, padding, dilation, groups: x.shape[1]! },
      bias ? tensor('bias') : undefined,
    ),
};

function convolve(x: Tensor, weight: Tensor, window: ConvolutionWindow, bias?: Tensor): Tensor {
  return tiles(x, window) ? projectPatches(x, weight, window, bias) : conv(x, weight, window, bias);
}

/** Windows that neither overlap nor leave anything out: a vision transformer's patches. */
function tiles(x: Tensor, { kernel: [height, width], stride, padding, dilation, groups }: ConvolutionWindow): boolean {
  const exact = x.shape[2]! % height === 0 && x.shape[3]! % width === 0;
  return (
    height === stride && width === stride && exact && padding === 0 && dilation === 1 && groups === 1 && stride > 1
  );
}

/** One product of all patches as rows with the kernels as rows, so that its gradient is one product too. */
function projectPatches(x: Tensor, weight: Tensor, { kernel: [size] }: ConvolutionWindow, bias?: Tensor): Tensor {
  const [batch, channels, height, width] = x.shape as [number, number, number, number];
  const [rows, columns] = [height / size, width / size];
  const outputs = weight.shape[0]!;
  const patches = transpose(reshape(x, [batch, channels, rows, size, columns, size]), [0, 2, 4, 1, 3, 5]);
  const numbers = channels * size * size;
  const product = gemm(reshape(patches, [batch * rows * columns, numbers]), reshape(weight, [outputs, numbers]), {
    transB: true,
    row: bias,
  });
  return transpose(reshape(product, [batch, rows, columns, outputs]), [0, 3, 1, 2]);
}
