import { expand, filled, reduceMean, reshape, slice } from '../graph/operations.ts';
import type { Window } from '../graph/primitives.ts';
import type { Lowerings } from './lowering.ts';
import { meanWithoutPadding } from './padding.ts';

type Pooling = 'max_pool' | 'avg_pool' | 'global_pool' | 'zero' | 'crop' | 'upsample';

const square = (window: { kernel: number; stride: number; padding: number }): Window => ({
  kernel: [window.kernel, window.kernel],
  stride: window.stride,
  padding: window.padding,
  dilation: 1,
});

export const pooling: Lowerings<Pooling> = {
  max_pool: ({ inputs: [x], arguments: window }) => x.graph.apply('MaxPool', [x], square(window))[0],
  avg_pool: ({ inputs: [x], arguments: window }) => x.graph.apply('AveragePool', [x], square(window))[0],
  global_pool: ({ inputs: [x], padding: [padding], inputTypes: [type] }) => {
    if (type.kind === 'image') return reduceMean(x, [2, 3]);
    return padding === undefined ? reduceMean(x, [1]) : meanWithoutPadding(x, padding);
  },
  zero: ({ inputs: [x], arguments: { stride } }) => {
    const [batch, channels, height, width] = x.shape as [number, number, number, number];
    return filled(x, [batch, channels, Math.ceil(height / stride), Math.ceil(width / stride)], 0);
  },
  crop: ({ inputs: [x], arguments: { top, left, bottom, right } }) =>
    slice(x, {
      2: { start: top, count: x.shape[2]! - top - bottom },
      3: { start: left, count: x.shape[3]! - left - right },
    }),
  upsample: ({ inputs: [x], arguments: { factor } }) => {
    const [batch, channels, height, width] = x.shape as [number, number, number, number];
    const repeated = expand(reshape(x, [batch, channels, height, 1, width, 1]), [
      batch,
      channels,
      height,
      factor,
      width,
      factor,
    ]);
    return reshape(repeated, [batch, channels, height * factor, width * factor]);
  },
};
