import { positionsReach } from '../checks/positions-reach.ts';
import { tokenIsThere } from '../checks/token-is-there.ts';
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
  arguments: {
    positions: {
      kind: 'size',
      documentation:
        'Vectors that are stored: more than the sequence is long where longer ones may come (BERT has 512).',
      default: { text: 'tokens', value: ({ inputs }) => (inputs[0] as Sequence).length },
    },
  },
  inputs: sequenceOnly,
  mixesRows: true,
  shape: ({ algebra, inputs, arguments: { positions } }) => {
    const { length } = inputs[0] as Sequence;
    return {
      output: inputs[0]!,
      requirements: [
        {
          kind: 'holds',
          condition: algebra.atMost(length, positions),
          problem: (at) => positionsReach(at(positions), at(length)),
        },
      ],
    };
  },
  tensors: ({ algebra, inputs, arguments: { positions } }) => [
    embedding(algebra, 'weight', [positions, (inputs[0] as Sequence).width], false),
  ],
};

export const sinusoidal: Operator<'sinusoidal'> = {
  documentation:
    'Adds a fixed vector for every position p (Vaswani et al. 2017): sin(p / 10000^(2i / width)) in column 2i and the ' +
    'cosine of the same in column 2i + 1.',
  arguments: {},
  inputs: sequenceOnly,
  mixesRows: true,
  shape: ({ inputs }) => ({ output: inputs[0]!, requirements: [] }),
};

export const class_token: Operator<'class_token'> = {
  documentation: 'Puts a learned row before the sequence (BERT, ViT); `take_token(0)` reads it again.',
  arguments: {},
  inputs: sequenceOnly,
  mixesRows: true,
  shape: ({ algebra, inputs }) => {
    const { length, width } = inputs[0] as Sequence;
    return { output: { kind: 'sequence', length: algebra.plus(length, 1), width }, requirements: [] };
  },
  tensors: ({ algebra, inputs }) => [embedding(algebra, 'weight', [(inputs[0] as Sequence).width], false)],
};

export const take_token: Operator<'take_token'> = {
  documentation: 'One row of a sequence as a vector.',
  arguments: { index: { kind: 'count', documentation: 'Which row, from 0.', typical: 0 } },
  inputs: sequenceOnly,
  mixesRows: true,
  shape: ({ algebra, inputs, arguments: { index } }) => {
    const { length, width } = inputs[0] as Sequence;
    return {
      output: { kind: 'vector', width },
      requirements: [
        {
          kind: 'holds',
          condition: algebra.atMost(algebra.plus(index, 1), length),
          problem: (at) => tokenIsThere('take_token', `is no row ${at(index)}`, at(length)),
        },
      ],
    };
  },
};

export const take_tokens: Operator<'take_tokens'> = {
  documentation: 'Consecutive rows of a sequence.',
  arguments: {
    start: { kind: 'count', documentation: 'The first row, from 0.', typical: 0 },
    count: { kind: 'size', documentation: 'How many rows.', typical: 1 },
  },
  inputs: sequenceOnly,
  mixesRows: true,
  shape: ({ algebra, inputs, arguments: { start, count } }) => {
    const { length, width } = inputs[0] as Sequence;
    return {
      output: { kind: 'sequence', length: count, width },
      requirements: [
        {
          kind: 'holds',
          condition: algebra.atMost(algebra.plus(start, count), length),
          problem: (at) => tokenIsThere('take_tokens', `are no ${at(count)} rows from ${at(start)} on`, at(length)),
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
  mixesRows: true,
  shape: ({ inputs }) => {
    const { length, width } = inputs[0] as Sequence;
    return { output: { kind: 'sequence', length: width, width: length }, requirements: [] };
  },
};
