import type { NodeOf } from './graph.ts';
import { add, cast, greater, pad, slice, where } from './operations.ts';
import type { Tensor } from './tensor.ts';

/** Below every number that a network computes. */
const LOWEST = -3.4e38;

/**
 * The maxima of a pooling and where in x they are, by comparing what the places of the window see one after the other:
 * ONNX Runtime's kernel for WebGPU does not tell the places. The first of equal ones counts, as in the kernel that does.
 */
export function maximaAndPlaces({ inputs: [x], attributes, outputs }: NodeOf<'MaxPool'>): [Tensor, Tensor] {
  const { kernel, stride, padding, dilation } = attributes;
  const [samples, channels, height, width] = x.shape as [number, number, number, number];
  const [, , rows, columns] = outputs[0].shape as [number, number, number, number];
  const padded = pad(x, { 2: [padding, padding], 3: [padding, padding] }, LOWEST);
  /** What a place of the window sees, and where in its image. */
  const seenAt = (row: number, column: number): readonly [Tensor, Tensor] => {
    const [down, across] = [row * dilation, column * dilation];
    const within = Int32Array.from({ length: rows * columns }, (_, place) => {
      const [imageRow, imageColumn] = [
        Math.floor(place / columns) * stride + down - padding,
        (place % columns) * stride,
      ];
      return imageRow * width + imageColumn + across - padding;
    });
    return [
      slice(padded, {
        2: { start: down, count: rows, step: stride },
        3: { start: across, count: columns, step: stride },
      }),
      x.graph.constant('int32', [1, 1, rows, columns], within),
    ];
  };
  let [maxima, places] = seenAt(0, 0);
  for (let index = 1; index < kernel[0] * kernel[1]; index++) {
    const [seen, within] = seenAt(Math.floor(index / kernel[1]), index % kernel[1]);
    const larger = greater(seen, maxima);
    maxima = where(larger, seen, maxima);
    places = where(larger, within, places);
  }
  const images = Int32Array.from({ length: samples * channels }, (_, image) => image * height * width);
  const starts = x.graph.constant('int32', [samples, channels, 1, 1], images);
  return [maxima, cast(add(places, starts), 'int64')];
}
