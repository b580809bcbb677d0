import { add, concat, mul, reshape } from '../graph/operations.ts';
import type { Lowerings } from './lowering.ts';

export const combine: Lowerings<'sum' | 'product' | 'concat'> = {
  sum: ({ inputs }) => inputs.reduce((sum, value) => add(sum, value)),
  product: ({ inputs, inputTypes }) => {
    const overImage = inputTypes.some((type) => type.kind === 'image');
    return inputs
      .map((value, place) =>
        overImage && inputTypes[place]!.kind === 'vector' ? reshape(value, [...value.shape, 1, 1]) : value,
      )
      .reduce((product, value) => mul(product, value));
  },
  concat: ({ inputs, inputTypes: [type], arguments: { along } }) => {
    const widthAxis = type.kind === 'image' ? 1 : inputs[0].shape.length - 1;
    return concat(inputs, along === 'length' ? 1 : widthAxis);
  },
};
