import type { StoredTensor, TensorUse } from '../../language/index.ts';

/**
 * The order of a stored tensor's axes in memory: `permutation[i]` is the tensor's axis that stands at place i.
 * The identity where memory holds the tensor as the language writes it.
 */
export type StorageLayout = readonly number[];

/** Axes of `stored` of which some of `uses` takes only a part, in ascending order. Uses of other tensors are passed over. */
export function elasticAxes(stored: StoredTensor, uses: Iterable<TensorUse>): number[] {
  const elastic = new Set<number>();
  for (const use of uses) {
    if (use.stored !== stored.path) continue;
    use.shape.forEach((extent, axis) => {
      if (extent < stored.shape[axis]!) elastic.add(axis);
    });
  }
  return [...elastic].sort((a, b) => a - b);
}

/**
 * The layout in which a sub-network's slice of a matrix is one contiguous stretch wherever one exists: a matrix
 * `[out, in]` that is elastic in `in` alone is stored as `[in, out]`. The lowering absorbs the transposition into
 * Gemm's transB, so it costs nothing. Everything else keeps its order: its slice is contiguous where only the
 * first axis is elastic, and is copied row by row otherwise.
 */
export function storageLayout(stored: StoredTensor, elasticAxes: readonly number[]): StorageLayout {
  const identity = stored.shape.map((_, axis) => axis);
  const columnsOnly = elasticAxes.length === 1 && elasticAxes[0] === 1;
  const leading = stored.slice.every((kind) => kind === 'leading');
  return stored.shape.length === 2 && columnsOnly && leading ? [1, 0] : identity;
}

/** `shape` as it stands in memory. */
export function storedShape(shape: readonly number[], layout: StorageLayout): number[] {
  return layout.map((axis) => shape[axis]!);
}
