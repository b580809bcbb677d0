import { windowFitsImage } from '../checks/window-fits.ts';
import type { Algebra, Term } from '../cost/algebra.ts';
import type { Expression } from '../cost/expression.ts';
import type { SymbolicType } from '../space/space.ts';
import type { ArgumentDefault, ArgumentDefinition, DefaultContext, Requirement } from './operator.ts';
import { formatSymbolicType } from './type.ts';

type Image = Extract<SymbolicType, { kind: 'image' }>;

/** A window that slides over an image: a convolution's or a pooling's. */
export interface Window {
  readonly kernel: Expression;
  readonly stride: Expression;
  readonly dilation: Term;
  readonly padding: Expression;
}

/** The image after a window has slid over it, extents floored (PyTorch's Conv2d); channels as given. */
export function slide(algebra: Algebra, input: Image, channels: Expression, window: Window): Image {
  // What a window adds to or takes from the size comes first: it is often one number although the kernel is elastic.
  const slack = algebra.minus(algebra.times(2, window.padding), span(algebra, window));
  const extent = (size: Expression) => algebra.plus(algebra.floorOver(algebra.plus(size, slack), window.stride), 1);
  return { kind: 'image', channels, height: extent(input.height), width: extent(input.width) };
}

/** The window fits into the padded image. */
export function windowFits(algebra: Algebra, operator: string, input: Image, window: Window): Requirement {
  const overhang = algebra.minus(span(algebra, window), algebra.times(2, window.padding));
  const fits = (size: Expression) => algebra.atMost(overhang, size);
  return {
    kind: 'holds',
    condition: algebra.and(fits(input.height), fits(input.width)),
    problem: (at) =>
      windowFitsImage(operator, at(span(algebra, window)), formatSymbolicType(input, at), at(window.padding)),
  };
}

/** Pixels from the window's first to its last tap. */
function span(algebra: Algebra, { kernel, dilation }: Window): Expression {
  return dilation === 1 ? kernel : algebra.plus(algebra.times(dilation, algebra.minus(kernel, 1)), 1);
}

/** Keeps the extent where the stride is 1 and the kernel odd; none where windows do not overlap. */
const paddingRule: ArgumentDefault = {
  text: 'floor(dilation * (kernel - 1) / 2), 0 where kernel <= stride',
  value: ({ algebra, settled }: DefaultContext) => {
    const { kernel, stride, dilation } = settled;
    const half = algebra.floorOver(algebra.times(dilation ?? 1, algebra.minus(kernel!, 1)), 2);
    return algebra.either(algebra.atMost(kernel!, stride!), 0, half);
  },
};

export const kernelArgument: ArgumentDefinition = {
  kind: 'size',
  documentation: 'Side of the square window.',
  typical: 3,
};

export const strideArgument: ArgumentDefinition = {
  kind: 'size',
  documentation: 'Step of the window.',
  default: { text: '1', value: ({ algebra }) => algebra.constant(1) },
};

export const dilationArgument: ArgumentDefinition = {
  kind: 'size',
  documentation: 'Distance between the taps of the window.',
  default: { text: '1', value: ({ algebra }) => algebra.constant(1) },
};

export const paddingArgument: ArgumentDefinition = {
  kind: 'count',
  documentation: 'Rows and columns of zeros on each side.',
  default: paddingRule,
};

/** A bias right before a batch norm would be taken away by its mean. */
export const biasArgument: ArgumentDefinition = {
  kind: 'flag',
  documentation: 'Adds a learned vector to the output.',
  default: {
    text: 'true, false right before batchnorm',
    value: ({ algebra, beforeBatchnorm }) => algebra.constant(!beforeBatchnorm),
  },
};
