import type { TensorType } from '../../language/index.ts';
import { reshape, transpose } from '../graph/operations.ts';
import type { Tensor } from '../graph/tensor.ts';

/** Applies `operation`, which works on the last axis, to the width: an image's channels are brought there and back. */
export function overWidth(x: Tensor, type: TensorType, operation: (x: Tensor) => Tensor): Tensor {
  if (type.kind !== 'image') return operation(x);
  return transpose(operation(transpose(x, [0, 2, 3, 1])), [0, 3, 1, 2]);
}

/** A vector over the width, `[width]`, in the shape in which it broadcasts over values of `type`. */
export function alongWidth(vector: Tensor, type: TensorType): Tensor {
  return type.kind === 'image' ? reshape(vector, [vector.shape[0]!, 1, 1]) : vector;
}

/** All rows of a sequence or vector as one matrix `[rows, width]`. */
export function asRows(x: Tensor): Tensor {
  const width = x.shape.at(-1)!;
  return reshape(x, [x.shape.slice(0, -1).reduce((rows, extent) => rows * extent, 1), width]);
}
