import { channelsAreThere } from '../checks/channels-are-there.ts';
import { shuffleGroupsDivide } from '../checks/shuffle-groups-divide.ts';
import type { Operator } from './operator.ts';
import { formatSymbolicType, widthOf, withWidth } from './type.ts';

export const take_channels: Operator<'take_channels'> = {
  documentation:
    'Consecutive channels of an image, or columns of anything else: what splits a tensor for paths that see a part of ' +
    'it (ShuffleNetV2).',
  arguments: {
    start: { kind: 'count', documentation: 'The first channel, from 0.', typical: 0 },
    count: { kind: 'size', documentation: 'How many channels.', typical: 16 },
  },
  inputs: { least: 1, most: 1, kinds: ['image', 'sequence', 'vector', 'graph', 'stack'] },
  shape: ({ algebra, inputs, arguments: { start, count } }) => {
    const input = inputs[0]!;
    const width = widthOf(input);
    return {
      output: withWidth(input, count),
      requirements: [
        {
          kind: 'holds',
          condition: algebra.atMost(algebra.plus(start, count), width),
          problem: (at) => channelsAreThere(at(start), at(count), formatSymbolicType(input, at), at(width)),
        },
      ],
    };
  },
};

export const channel_shuffle: Operator<'channel_shuffle'> = {
  documentation:
    'Takes the channels of an image as so many groups and puts the first of each group first, then the second of each, ' +
    'and so on, so that the next grouped convolution or split sees all groups (Zhang et al. 2018, ShuffleNet).',
  arguments: { groups: { kind: 'size', documentation: 'Number of groups.', typical: 2 } },
  inputs: { least: 1, most: 1, kinds: ['image'] },
  shape: ({ algebra, inputs, arguments: { groups } }) => {
    const channels = widthOf(inputs[0]!);
    return {
      output: inputs[0]!,
      requirements: [
        {
          kind: 'holds',
          condition: algebra.equal(algebra.mod(channels, groups), 0),
          problem: (at) => shuffleGroupsDivide(at(groups), at(channels)),
        },
      ],
    };
  },
};
