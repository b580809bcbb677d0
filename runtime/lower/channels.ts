import { reshape, slice, transpose } from '../graph/operations.ts';
import type { Lowerings } from './lowering.ts';

export const channels: Lowerings<'take_channels' | 'channel_shuffle'> = {
  take_channels: ({ inputs: [x], inputTypes: [type], arguments: { start, count } }) =>
    slice(x, { [type.kind === 'image' ? 1 : x.shape.length - 1]: { start, count } }),
  channel_shuffle: ({ inputs: [x], arguments: { groups } }) => {
    const [batch, channels, height, width] = x.shape as [number, number, number, number];
    const grouped = reshape(x, [batch, groups, channels / groups, height * width]);
    return reshape(transpose(grouped, [0, 2, 1, 3]), x.shape);
  },
};
