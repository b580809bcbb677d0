import { dilate, gather, pad, reshape, scatterAdd, slice, sumTo, transpose } from '../operations.ts';
import type { Tensor } from '../tensor.ts';
import type { GradientRules } from './rules.ts';

type Movement = 'Reshape' | 'Transpose' | 'Expand' | 'Slice' | 'Pad' | 'Concat' | 'Gather' | 'ScatterElements';

/** Each rule is the adjoint of a linear map that only moves, repeats or drops elements. */
export const movement: GradientRules<Movement> = {
  Reshape: ({ inputs: [x] }, dy) => [() => reshape(dy, x.shape)],
  Transpose: ({ attributes: { permutation } }, dy) => [
    () =>
      transpose(
        dy,
        permutation.map((_, axis) => permutation.indexOf(axis)),
      ),
  ],
  Expand: ({ inputs: [x] }, dy) => [() => sumTo(dy, x.shape)],
  Slice: ({ inputs: [x], attributes: { starts, counts, steps } }, dy) => [
    () =>
      x.shape.reduce((part: Tensor, extent, axis) => {
        const step = steps[axis]!;
        const last = starts[axis]! + (counts[axis]! - 1) * step;
        const ascending = step < 0 ? slice(part, { [axis]: { step: -1 } }) : part;
        const [low, high] = step < 0 ? [last, starts[axis]!] : [starts[axis]!, last];
        return pad(dilate(ascending, axis, Math.abs(step)), { [axis]: [low, extent - 1 - high] });
      }, dy),
  ],
  Pad: ({ inputs: [x], attributes: { before } }, dy) => [
    () => slice(dy, Object.fromEntries(before.map((start, axis) => [axis, { start, count: x.shape[axis]! }]))),
  ],
  Concat: ({ inputs, attributes: { axis } }, dy) => {
    let end = 0;
    return inputs.map((part) => {
      const count = part.shape[axis]!;
      end += count;
      const start = end - count;
      return () => slice(dy, { [axis]: { start, count } });
    });
  },
  Gather: ({ inputs: [table, indices] }, dy) => [() => scatterAdd(dy, indices, table.shape[0]!)],
  ScatterElements: ({ inputs: [, indices] }, dy) => [
    () => dy,
    undefined,
    () => {
      const others = indices.shape.slice(1).map((_, place) => [place + 1, { count: 1 }] as const);
      return gather(dy, reshape(slice(indices, Object.fromEntries(others)), [indices.shape[0]!]));
    },
  ],
};
