import { paddingIsAnId } from '../checks/padding-is-an-id.ts';
import type { Operator } from './operator.ts';
import { embedding as table, vector, weight } from './tensors.ts';
import { rowsOf, widthOf, withWidth } from './type.ts';
import { biasArgument } from './window.ts';

export const linear: Operator<'linear'> = {
  documentation:
    'Fully connected layer on the last size: x W^T + b, the same for every row of a sequence. `share: label` takes the ' +
    'weight of another `linear` or `embedding`.',
  arguments: {
    out: { kind: 'size', documentation: 'Output width.', typical: 64 },
    bias: biasArgument,
  },
  inputs: {
    least: 1,
    most: 1,
    kinds: ['sequence', 'vector', 'graph', 'stack'],
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

/** What `padding` is where no id is. */
const NO_PADDING = -1;

export const embedding: Operator<'embedding'> = {
  documentation: 'A learned vector for every token id. `share: label` takes the table of another `embedding`.',
  arguments: {
    vocabulary: { kind: 'size', documentation: 'Number of token ids.', typical: 30522 },
    dim: { kind: 'size', documentation: 'Width of the vectors.', typical: 256 },
    padding: {
      kind: 'number',
      documentation:
        'The id that fills up short texts. Rows of that id are padding: attention does not see them and ' +
        '`global_pool` does not count them, wherever in the network they have come by then.',
      default: { text: 'none', value: ({ algebra }) => algebra.constant(NO_PADDING) },
    },
  },
  inputs: { least: 1, most: 1, kinds: ['tokens'] },
  shares: 'weight',
  shape: ({ algebra, inputs, arguments: { vocabulary, dim, padding } }) => ({
    output: { kind: 'sequence', length: widthOf(inputs[0]!), width: dim },
    requirements: [
      {
        kind: 'holds',
        condition: algebra.and(
          algebra.equal(algebra.floorOver(padding, 1), padding),
          algebra.atMost(NO_PADDING, padding),
          algebra.atMost(algebra.plus(padding, 1), vocabulary),
        ),
        problem: (at) => paddingIsAnId(at(padding), at(vocabulary)),
      },
    ],
  }),
  tensors: ({ algebra, arguments: { vocabulary, dim } }) => [table(algebra, 'weight', [vocabulary, dim], true)],
};
