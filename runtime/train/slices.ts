import type { StoredTensor } from '../../language/index.ts';

/** A box of a row-major tensor as stretches of equal length, in the box's own row-major order. */
export interface Slice {
  /** Numbers in the box. */
  readonly count: number;
  /** Where each stretch starts in the tensor; one start where the box is contiguous. */
  readonly starts: readonly number[];
  /** Numbers in each stretch. */
  readonly run: number;
}

/**
 * The part of a tensor that a sub-network uses: the leading part of an axis, or the central window of a kernel
 * (where the difference is odd, the window lies one nearer to the start).
 */
export function sliceOf(
  extents: readonly number[],
  used: readonly number[],
  kinds: readonly StoredTensor['slice'][number][],
): Slice {
  const rank = extents.length;
  // Axes from `whole` on are used whole, so a stretch covers them and the used part of the axis before.
  let whole = rank;
  while (whole > 0 && used[whole - 1] === extents[whole - 1]) whole -= 1;
  const inner = Math.max(0, whole - 1);
  const strides = stridesOf(extents);
  const offset = (axis: number): number => startOf(kinds[axis]!, extents[axis]!, used[axis]!);

  let starts = [rank > 0 ? offset(inner) * strides[inner]! : 0];
  for (let axis = 0; axis < inner; axis++) {
    const first = offset(axis);
    starts = starts.flatMap((start) =>
      Array.from({ length: used[axis]! }, (_, index) => start + (first + index) * strides[axis]!),
    );
  }
  const run = product(used.slice(inner));
  const count = product(used);
  // Where one index alone is used of every outer axis but one, the stretches follow each other without a gap.
  const contiguous = starts.every((start, index) => start === starts[0]! + index * run);
  return contiguous ? { count, starts: starts.slice(0, 1), run: count } : { count, starts, run };
}

/** Where the used part of an axis begins. */
export function startOf(kind: StoredTensor['slice'][number], extent: number, used: number): number {
  return kind === 'central' ? Math.floor((extent - used) / 2) : 0;
}

/** Copies the box out of `tensor` into a dense array. */
export function pack(tensor: Float32Array, slice: Slice, dense: Float32Array): void {
  slice.starts.forEach((start, index) => {
    dense.set(tensor.subarray(start, start + slice.run), index * slice.run);
  });
}

export function product(extents: readonly number[]): number {
  return extents.reduce((count, extent) => count * extent, 1);
}

function stridesOf(extents: readonly number[]): number[] {
  const strides = extents.map(() => 1);
  for (let axis = extents.length - 2; axis >= 0; axis--) strides[axis] = strides[axis + 1]! * extents[axis + 1]!;
  return strides;
}
