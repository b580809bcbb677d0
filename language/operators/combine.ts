import type { Problem } from '../checks/check.ts';
import { lengthIsThere } from '../checks/length-is-there.ts';
import type { Expression } from '../cost/expression.ts';
import type { SymbolicType } from '../space/space.ts';
import { alike, equalSizes } from './alike.ts';
import type { InputDefinition, Operator } from './operator.ts';
import { elementsOf, symbolicExtents, widthOf, withArticle, withWidth } from './type.ts';

const several: InputDefinition = {
  least: 2,
  most: Number.POSITIVE_INFINITY,
  kinds: ['image', 'sequence', 'vector', 'graph', 'stack'],
};

export const sum: Operator<'sum'> = {
  documentation: 'Adds values of equal shape.',
  arguments: {},
  inputs: several,
  shape: ({ algebra, inputs }) => alike(algebra, 'sum', inputs, (first) => first),
};

export const product: Operator<'product'> = {
  documentation: 'Multiplies values of equal shape; a vector multiplies every pixel of an image of as many channels.',
  arguments: {},
  inputs: several,
  shape: ({ algebra, inputs }) => {
    const image = inputs.find((input) => input.kind === 'image');
    if (image === undefined) return alike(algebra, 'product', inputs, (first) => first);
    const vectors = inputs.filter((input) => input.kind === 'vector');
    const rest = alike(
      algebra,
      'product',
      inputs.filter((input) => input.kind !== 'vector'),
      (first) => first,
    );
    if ('problem' in rest) return rest;
    const broadcast = vectors.map((vector) =>
      equalSizes(algebra, 'product', image, vector, [[image.channels, vector.width]]),
    );
    return { output: image, requirements: [...rest.requirements, ...broadcast] };
  },
  // torchprofile counts aten::mul by its output's elements, once for every factor after the first.
  counted: ({ algebra, inputs, output }) => ({
    torchprofile: algebra.times(inputs.length - 1, elementsOf(algebra, output)),
  }),
};

export const concat: Operator<'concat'> = {
  documentation: 'Joins values along the width (channels of an image) or the length of sequences.',
  arguments: {
    along: {
      kind: 'word',
      words: ['width', 'length'],
      documentation: 'The axis whose sizes add.',
      default: { text: 'width', value: ({ algebra }) => algebra.constant('width') },
    },
  },
  inputs: several,
  shape: ({ algebra, inputs, arguments: { along } }) => {
    if (along.kind === 'constant' && along.value === 'length') {
      const lengths = inputs.flatMap((input) => (input.kind === 'sequence' ? [input.length] : []));
      if (lengths.length < inputs.length) return { problem: withoutLength(inputs) };
      return alike(
        algebra,
        'concat',
        inputs,
        (first) => ({ kind: 'sequence', length: algebra.plus(...lengths), width: widthOf(first) }),
        (type) => [widthOf(type)],
      );
    }
    return alike(
      algebra,
      'concat',
      inputs,
      (first) => withWidth(first, algebra.plus(...inputs.map(widthOf))),
      extentsWithoutWidth,
    );
  },
};

function withoutLength(inputs: readonly SymbolicType[]): Problem {
  return lengthIsThere(withArticle(inputs.find((input) => input.kind !== 'sequence')!.kind));
}

function extentsWithoutWidth(type: SymbolicType): readonly Expression[] {
  const sizes = symbolicExtents(type);
  return type.kind === 'image' ? sizes.slice(1) : sizes.slice(0, -1);
}
