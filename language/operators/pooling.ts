import { cropLeavesSomething } from '../checks/crop-leaves-something.ts';
import { paddingIsHalfAtMost } from '../checks/padding-is-half-at-most.ts';
import type { Expression } from '../cost/expression.ts';
import type { SymbolicType } from '../space/space.ts';
import type { InputDefinition, Operator, Requirement, Shape, Use } from './operator.ts';
import { elementsOf, formatSymbolicType, widthOf } from './type.ts';
import { kernelArgument, paddingArgument, slide, strideArgument, windowFits } from './window.ts';

type Image = Extract<SymbolicType, { kind: 'image' }>;

const imageOnly: InputDefinition = { least: 1, most: 1, kinds: ['image'] };

const poolingArguments = (added: string): Operator<'max_pool'>['arguments'] => ({
  kernel: kernelArgument,
  stride: { ...strideArgument, default: { text: 'kernel', value: ({ settled }) => settled.kernel! } },
  padding: {
    ...paddingArgument,
    documentation:
      `Rows and columns ${added} on each side: 1 in \`max_pool(3, stride: 2)\`, none in \`max_pool(2)\`. ` +
      'Where windows overlap, PyTorch pads only if it is told to: that is `padding: 0`.',
    default: { ...paddingArgument.default!, text: 'floor((kernel - 1) / 2), 0 where kernel <= stride' },
  },
});

function pooledShape(operator: 'max_pool' | 'avg_pool') {
  return ({ algebra, inputs, arguments: { kernel, stride, padding } }: Use<'max_pool' | 'avg_pool'>): Shape => {
    const input = inputs[0] as Image;
    const window = { kernel, stride, padding, dilation: 1 };
    const halfAtMost: Requirement = {
      kind: 'holds',
      condition: algebra.atMost(algebra.times(2, padding), kernel),
      problem: (at) => paddingIsHalfAtMost(operator, at(padding), at(kernel)),
    };
    return {
      output: slide(algebra, input, input.channels, window),
      requirements: [windowFits(algebra, operator, input, window), halfAtMost],
    };
  };
}

export const max_pool: Operator<'max_pool'> = {
  documentation: 'The largest element of every window of a channel.',
  arguments: poolingArguments('from which no maximum is taken'),
  inputs: imageOnly,
  shape: pooledShape('max_pool'),
  // ptflops: pool_flops_counter_hook counts the input.
  counted: ({ algebra, inputs }) => ({ ptflops: elementsOf(algebra, inputs[0]!) }),
};

export const avg_pool: Operator<'avg_pool'> = {
  documentation: 'The mean of every window of a channel; padding counts as zeros.',
  arguments: poolingArguments('of zeros'),
  inputs: imageOnly,
  shape: pooledShape('avg_pool'),
  // torchprofile: _avg_pool_or_mean counts the output.
  counted: ({ algebra, inputs, output }) => ({
    ptflops: elementsOf(algebra, inputs[0]!),
    torchprofile: elementsOf(algebra, output),
  }),
};

export const global_pool: Operator<'global_pool'> = {
  documentation:
    'The mean of every channel over the image, or of every column over the sequence or the nodes of a graph.',
  arguments: {},
  inputs: { least: 1, most: 1, kinds: ['image', 'sequence', 'graph'] },
  mixesRows: true,
  shape: ({ inputs }) => ({ output: { kind: 'vector', width: widthOf(inputs[0]!) }, requirements: [] }),
  counted: ({ algebra, inputs, output }) => {
    const torchprofile = elementsOf(algebra, output);
    if (inputs[0]!.kind !== 'image') return { torchprofile };
    // fvcore and ptflops know adaptive_avg_pool2d, by its input, and not a sequence's mean.
    const elements = elementsOf(algebra, inputs[0]!);
    return { torchprofile, fvcore: elements, ptflops: elements };
  },
};

export const zero: Operator<'zero'> = {
  documentation: 'Zeros in the shape of the input seen every `stride` pixels: the absent path of a DARTS cell.',
  arguments: { stride: strideArgument },
  inputs: imageOnly,
  shape: ({ algebra, inputs, arguments: { stride } }) => {
    const input = inputs[0] as Image;
    const every = (size: Expression) => algebra.floorOver(algebra.plus(size, algebra.minus(stride, 1)), stride);
    return { output: { ...input, height: every(input.height), width: every(input.width) }, requirements: [] };
  },
};

const sideArgument = (side: string): Operator<'crop'>['arguments']['top'] => ({
  kind: 'count',
  documentation: `Pixels cut off at the ${side}.`,
  default: { text: '0', value: ({ algebra }) => algebra.constant(0) },
});

export const crop: Operator<'crop'> = {
  documentation: 'Cuts rows and columns off the sides of an image.',
  arguments: {
    top: sideArgument('top'),
    left: sideArgument('left'),
    bottom: sideArgument('bottom'),
    right: sideArgument('right'),
  },
  inputs: imageOnly,
  shape: ({ algebra, inputs, arguments: { top, left, bottom, right } }) => {
    const input = inputs[0] as Image;
    const height = algebra.minus(algebra.minus(input.height, top), bottom);
    const width = algebra.minus(algebra.minus(input.width, left), right);
    const somethingLeft: Requirement = {
      kind: 'holds',
      condition: algebra.and(algebra.atMost(1, height), algebra.atMost(1, width)),
      problem: (at) => cropLeavesSomething(formatSymbolicType(input, at)),
    };
    return { output: { ...input, height, width }, requirements: [somethingLeft] };
  },
};

export const upsample: Operator<'upsample'> = {
  documentation:
    'Repeats every pixel in rows and columns: nearest-neighbour interpolation, as decoders of a U-Net grow.',
  arguments: { factor: { kind: 'size', documentation: 'How many times as high and as wide.', typical: 2 } },
  inputs: imageOnly,
  shape: ({ algebra, inputs, arguments: { factor } }) => {
    const input = inputs[0] as Image;
    const [height, width] = [algebra.times(input.height, factor), algebra.times(input.width, factor)];
    return { output: { ...input, height, width }, requirements: [] };
  },
  // fvcore (upsample_nearest2d) and ptflops (upsample_flops_counter_hook) count the output; torchprofile ignores it.
  counted: ({ algebra, output }) => {
    const elements = elementsOf(algebra, output);
    return { fvcore: elements, ptflops: elements };
  },
};
