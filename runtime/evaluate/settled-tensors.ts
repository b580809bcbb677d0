import type { Network } from '../../language/index.ts';
import type { SettledTensor, SettledTensors } from '../train/protocol.ts';
import { product } from '../train/slices.ts';
import { sliceOfUse, sliceWeights, type TrainingState } from '../train/state.ts';
import type { BatchNormStatistics } from './recalibrate.ts';

/**
 * Copies of a sub-network's tensors in the language's order of axes; a tensor that several operators use in
 * different parts is given at the extents that hold them all.
 */
export function settledTensors(
  network: Network,
  state: TrainingState,
  statistics: BatchNormStatistics,
): SettledTensors {
  const extents = new Map<string, number[]>();
  for (const { tensors } of network.operators) {
    for (const { stored, shape } of Object.values(tensors)) {
      const known = extents.get(stored);
      extents.set(
        stored,
        shape.map((extent, axis) => Math.max(extent, known?.[axis] ?? 0)),
      );
    }
  }
  const settled: Record<string, SettledTensor> = {};
  for (const [stored, shape] of extents) {
    const tensor = state.tensors.get(stored)!;
    const inMemory =
      statistics.get(stored) ?? sliceWeights(state, tensor, sliceOfUse(tensor, { stored, shape }), state.kept);
    settled[stored] = { shape, data: inLanguageOrder(inMemory, shape, tensor.layout) };
  }
  return settled;
}

/** `data` holds axis `layout[i]` of a tensor of `shape` at place i; gives a copy with the axes in order. */
function inLanguageOrder(data: Float32Array, shape: readonly number[], layout: readonly number[]): Float32Array {
  const strides = shape.map(() => 0);
  let stride = 1;
  for (const axis of [...layout].reverse()) {
    strides[axis] = stride;
    stride *= shape[axis]!;
  }
  const ordered = new Float32Array(product(shape));
  const index = shape.map(() => 0);
  for (let to = 0; to < ordered.length; to++) {
    ordered[to] = data[index.reduce((at, place, axis) => at + place * strides[axis]!, 0)]!;
    for (let axis = shape.length - 1; axis >= 0 && ++index[axis]! === shape[axis]; axis--) index[axis] = 0;
  }
  return ordered;
}
