import { add, concat, expand, reshape, slice, transpose } from '../graph/operations.ts';
import type { Tensor } from '../graph/tensor.ts';
import type { Lowerings } from './lowering.ts';

type Token =
  | 'position_embedding'
  | 'sinusoidal'
  | 'class_token'
  | 'take_token'
  | 'take_tokens'
  | 'to_tokens'
  | 'transpose';

export const token: Lowerings<Token> = {
  position_embedding: ({ inputs: [x], tensor }) => add(x, slice(tensor('weight'), { 0: { count: x.shape[1]! } })),
  sinusoidal: ({ inputs: [x] }) => add(x, waves(x)),
  class_token: ({ inputs: [x], tensor }) => {
    const [batch, , width] = x.shape as [number, number, number];
    return concat([expand(tensor('weight'), [batch, 1, width]), x], 1);
  },
  take_token: ({ inputs: [x], arguments: { index } }) => {
    const [batch, , width] = x.shape as [number, number, number];
    return reshape(slice(x, { 1: { start: index, count: 1 } }), [batch, width]);
  },
  take_tokens: ({ inputs: [x], arguments: { start, count } }) => slice(x, { 1: { start, count } }),
  to_tokens: ({ inputs: [x] }) => {
    const [batch, channels, height, width] = x.shape as [number, number, number, number];
    return reshape(transpose(x, [0, 2, 3, 1]), [batch, height * width, channels]);
  },
  transpose: ({ inputs: [x] }) => transpose(x, [0, 2, 1]),
};

/** Vaswani et al. 2017, section 3.5: `[tokens, width]`, sines in even columns and cosines in odd ones. */
function waves(x: Tensor): Tensor {
  const [, tokens, width] = x.shape as [number, number, number];
  const numbers = Array.from({ length: tokens * width }, (_, index) => {
    const [position, column] = [Math.floor(index / width), index % width];
    const angle = position / 10_000 ** ((column - (column % 2)) / width);
    return column % 2 === 0 ? Math.sin(angle) : Math.cos(angle);
  });
  return x.graph.constant(x.type, [tokens, width], numbers);
}
