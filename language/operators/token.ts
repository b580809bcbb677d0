import type { SymbolicType } from '../space/space.ts';
import type { InputDefinition, Operator } from './operator.ts';
import { embedding } from './tensors.ts';

type Sequence = Extract<SymbolicType, { kind: 'sequence' }>;
type Image = Extract<SymbolicType, { kind: 'image' }>;

const sequenceOnly: InputDefinition = {
  least: 1,
  most: 1,
  kinds: ['sequence'],
  instead: { image: 'write `to_tokens` first', tokens: 'write `embedding(vocabulary, dim)` first' },
};

export const position_embedding: Operator<'position_embedding'> = {
  documentation: 'Adds a learned vector for every position; a shorter sequence uses the first ones.',
  arguments: {},
  inputs: sequenceOnly,
  shape: ({ inputs }) => ({ output: inputs[0]!, requirements: [] }),
  tensors: ({ algebra, inputs }) => {
    const { length, width } = inputs[0] as Sequence;
    return [embedding(algebra, 'weight', [length, width], false)];
  },
};

export const class_token: Operator<'class_token'> = {
  documentation: 'Puts a learned row before the sequence (BERT, ViT); `take_token(0)` reads it again.',
  arguments: {},
  inputs: sequenceOnly,
  shape: ({ algebra, inputs }) => {
    const { length, width } = inputs[0] as Sequence;
    return { output: { kind: 'sequence', length: algebra.plus(length, 1), width }, requirements: [] };
  },
  tensors: ({ algebra, inputs }) => [embedding(algebra, 'weight', [(inputs[0] as Sequence).width], false)],
};

export const take_token: Operator<'take_token'> = {
  documentation: 'One row of a sequence as a vector.',
  arguments: { index: { kind: 'count', documentation: 'Which row, from 0.' } },
  inputs: sequenceOnly,
  shape: ({ algebra, inputs, arguments: { index } }) => {
    const { length, width } = inputs[0] as Sequence;
    return {
      output: { kind: 'vector', width },
      requirements: [
        {
          kind: 'holds',
          code: 'no-such-token',
          condition: algebra.atMost(algebra.plus(index, 1), length),
          message: (at) =>
            `\`take_token\`: there is no row ${at(index)} in a sequence of ${at(length)}; rows count from 0`,
        },
      ],
    };
  },
};

export const to_tokens: Operator<'to_tokens'> = {
  documentation: 'The pixels of an image, row by row, as a sequence of as many rows.',
  arguments: {},
  inputs: { least: 1, most: 1, kinds: ['image'] },
  shape: ({ algebra, inputs }) => {
    const { channels, height, width } = inputs[0] as Image;
    return {
      output: { kind: 'sequence', length: algebra.times(height, width), width: channels },
      requirements: [],
    };
  },
};

export const transpose: Operator<'transpose'> = {
  documentation: 'Swaps the rows and the columns of a sequence, so that `linear` mixes tokens (MLP-Mixer).',
  arguments: {},
  inputs: sequenceOnly,
  shape: ({ inputs }) => {
    const { length, width } = inputs[0] as Sequence;
    return { output: { kind: 'sequence', length: width, width: length }, requirements: [] };
  },
};
