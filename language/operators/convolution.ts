import { groupWidthIsFixed } from '../checks/group-width-is-fixed.ts';
import { groupsDivide } from '../checks/groups-divide.ts';
import type { Expression } from '../cost/expression.ts';
import type { SymbolicType } from '../space/space.ts';
import type { Operator, Requirement, Use } from './operator.ts';
import { vector, weight } from './tensors.ts';
import {
  biasArgument,
  dilationArgument,
  kernelArgument,
  paddingArgument,
  slide,
  strideArgument,
  windowFits,
} from './window.ts';

type Image = Extract<SymbolicType, { kind: 'image' }>;

const imageOnly = { least: 1, most: 1, kinds: ['image'] } as const;

export const conv: Operator<'conv'> = {
  documentation:
    'Two-dimensional convolution with a square kernel: every output channel is a weighted sum over a window of the ' +
    'input channels of its group.',
  arguments: {
    out: { kind: 'size', documentation: 'Output channels.', typical: 64 },
    kernel: kernelArgument,
    stride: strideArgument,
    groups: {
      kind: 'size',
      documentation: 'Groups of channels that do not see each other.',
      default: { text: '1', value: ({ algebra }) => algebra.constant(1) },
    },
    dilation: dilationArgument,
    padding: paddingArgument,
    bias: biasArgument,
  },
  inputs: imageOnly,
  shape: (use) => {
    const input = use.inputs[0] as Image;
    return {
      output: slide(use.algebra, input, use.arguments.out, use.arguments),
      requirements: [windowFits(use.algebra, 'conv', input, use.arguments), ...groupsMeet(use, input)],
    };
  },
  tensors: ({ algebra, inputs, arguments: { out, groups, kernel, bias } }) => {
    const grouped = algebra.over((inputs[0] as Image).channels, groups);
    return [
      weight(algebra, 'weight', [out, grouped, kernel, kernel], {
        fanIn: algebra.times(grouped, kernel, kernel),
        gain: 2,
      }),
      vector(algebra, 'bias', out, 0, bias),
    ];
  },
  macs: ({ algebra, inputs, arguments: { groups, kernel }, output }) =>
    algebra.times(...sizes(output), algebra.over((inputs[0] as Image).channels, groups), kernel, kernel),
  counted: ({ algebra, arguments: { bias }, output }) => ({
    // ptflops: conv_flops_counter_hook adds the bias at every position.
    ptflops: algebra.either(bias, algebra.times(...sizes(output)), 0),
  }),
};

export const depthwise_conv: Operator<'depthwise_conv'> = {
  documentation: 'Convolution of every channel with a kernel of its own: as many groups as channels.',
  arguments: {
    kernel: kernelArgument,
    stride: strideArgument,
    dilation: dilationArgument,
    padding: paddingArgument,
    bias: biasArgument,
  },
  inputs: imageOnly,
  shape: ({ algebra, inputs, arguments: window }) => {
    const input = inputs[0] as Image;
    return {
      output: slide(algebra, input, input.channels, window),
      requirements: [windowFits(algebra, 'depthwise_conv', input, window)],
    };
  },
  tensors: ({ algebra, inputs, arguments: { kernel, bias } }) => {
    const { channels } = inputs[0] as Image;
    return [
      weight(algebra, 'weight', [channels, algebra.constant(1), kernel, kernel], {
        fanIn: algebra.times(kernel, kernel),
        gain: 2,
      }),
      vector(algebra, 'bias', channels, 0, bias),
    ];
  },
  macs: ({ algebra, arguments: { kernel }, output }) => algebra.times(...sizes(output), kernel, kernel),
  counted: ({ algebra, arguments: { bias }, output }) => ({
    ptflops: algebra.either(bias, algebra.times(...sizes(output)), 0),
  }),
};

function sizes(type: SymbolicType): readonly Expression[] {
  const { channels, height, width } = type as Image;
  return [channels, height, width];
}

/** Groups divide both widths, and their widths are fixed: else a leading slice would mix the channels of groups. */
function groupsMeet({ algebra, arguments: { out, groups } }: Use<'conv'>, input: Image): readonly Requirement[] {
  if (groups.kind === 'constant' && groups.value === 1) return [];
  const divides = (width: Expression) => algebra.equal(algebra.mod(width, groups), 0);
  return [
    {
      kind: 'holds',
      condition: algebra.and(divides(input.channels), divides(out)),
      problem: (at) => groupsDivide(at(groups), at(input.channels), at(out)),
    },
    ...[input.channels, out].map(
      (width): Requirement => ({
        kind: 'fixed',
        expression: algebra.over(width, groups),
        problem: groupWidthIsFixed,
      }),
    ),
  ];
}
