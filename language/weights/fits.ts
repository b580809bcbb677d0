/**
 * Whether a tensor of the file is one of the network's, element by element in their order: the shapes are equal but
 * for extents of 1, or neighbouring axes of the one make up an axis of the other ([12, 64, 768] and [768, 768]).
 */
export function shapesFit(a: readonly number[], b: readonly number[]): boolean {
  const [rest, others] = [a, b].map((shape) => shape.filter((extent) => extent !== 1)) as [number[], number[]];
  return merges(rest, others) || merges(others, rest);
}

/** Whether groups of neighbours of `fine` have the extents of `coarse` as their products. */
function merges(fine: readonly number[], coarse: readonly number[]): boolean {
  let next = 0;
  for (const extent of coarse) {
    let product = 1;
    while (product < extent && next < fine.length) product *= fine[next++]!;
    if (product !== extent) return false;
  }
  return next === fine.length;
}
