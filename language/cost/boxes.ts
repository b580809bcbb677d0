/**
 * The volume that several boxes fill together, each from the origin to one of the corners given: the number of elements
 * that lie in at least one of several leading slices of a tensor. The last axis is swept, from the farthest corner in.
 */
export function unionOfBoxes(corners: readonly (readonly number[])[]): number {
  const last = (corners[0]?.length ?? 0) - 1;
  if (last < 0) return 0;
  if (last === 0) return Math.max(...corners.map(([extent]) => extent!));
  const inward = corners.toSorted((a, b) => b[last]! - a[last]!);
  let volume = 0;
  for (const [i, corner] of inward.entries()) {
    const depth = corner[last]! - (inward[i + 1]?.[last] ?? 0);
    // Between this corner and the next one in, the boxes so far are cut alike.
    if (depth > 0) volume += depth * unionOfBoxes(inward.slice(0, i + 1).map((one) => one.slice(0, last)));
  }
  return volume;
}
