import type { Operator } from './operator.ts';
import { embedding as table, vector, weight } from './tensors.ts';
import { rowsOf, widthOf, withWidth } from './type.ts';
import { biasArgument } from './window.ts';

export const linear: Operator<'linear'> = {
  documentation:
    'Fully connected layer on the last size: x W^T + b, the same for every row of a sequence. `share: label` takes the ' +
    'weight of another `linear` or `embedding`.',
  arguments: {
    out: { kind: 'size', documentation: 'Output width.' },
    bias: biasArgument,
  },
  inputs: {
    least: 1,
    most: 1,
    kinds: ['sequence', 'vector'],
    instead: {
      image: 'for a linear map of the channels write `conv(out, kernel: 1)`, or `global_pool` first',
      tokens: 'write `embedding(vocabulary, dim)` first',
    },
  },
  shares: 'weight',
  shape: ({ inputs, arguments: { out } }) => ({ output: withWidth(inputs[0]!, out), requirements: [] }),
  tensors: ({ algebra, inputs, arguments: { out, bias } }) => {
    const width = widthOf(inputs[0]!);
    return [weight(algebra, 'weight', [out, width], { fanIn: width, gain: 1 }), vector(algebra, 'bias', out, 0, bias)];
  },
  macs: ({ algebra, inputs, output }) => algebra.times(rowsOf(algebra, output), widthOf(inputs[0]!), widthOf(output)),
  counted: ({ algebra, arguments: { out, bias } }) => ({
    // ptflops: linear_flops_counter_hook adds the bias once, not once a row.
    ptflops: algebra.either(bias, out, 0),
  }),
};

export const embedding: Operator<'embedding'> = {
  documentation: 'A learned vector for every token id. `share: label` takes the table of another `embedding`.',
  arguments: {
    vocabulary: { kind: 'size', documentation: 'Number of token ids.' },
    dim: { kind: 'size', documentation: 'Width of the vectors.' },
  },
  inputs: { least: 1, most: 1, kinds: ['tokens'] },
  shares: 'weight',
  shape: ({ inputs, arguments: { dim } }) => ({
    output: { kind: 'sequence', length: widthOf(inputs[0]!), width: dim },
    requirements: [],
  }),
  tensors: ({ algebra, arguments: { vocabulary, dim } }) => [table(algebra, 'weight', [vocabulary, dim], true)],
};
