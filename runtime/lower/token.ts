import { add, concat, expand, reshape, slice, transpose } from '../graph/operations.ts';
import type { Lowerings } from './lowering.ts';

type Token = 'position_embedding' | 'class_token' | 'take_token' | 'to_tokens' | 'transpose';

export const token: Lowerings<Token> = {
  position_embedding: ({ inputs: [x], tensor }) => add(x, tensor('weight')),
  class_token: ({ inputs: [x], tensor }) => {
    const [batch, , width] = x.shape as [number, number, number];
    return concat([expand(tensor('weight'), [batch, 1, width]), x], 1);
  },
  take_token: ({ inputs: [x], arguments: { index } }) => {
    const [batch, , width] = x.shape as [number, number, number];
    return reshape(slice(x, { 1: { start: index, count: 1 } }), [batch, width]);
  },
  to_tokens: ({ inputs: [x] }) => {
    const [batch, channels, height, width] = x.shape as [number, number, number, number];
    return reshape(transpose(x, [0, 2, 3, 1]), [batch, height * width, channels]);
  },
  transpose: ({ inputs: [x] }) => transpose(x, [0, 2, 1]),
};
