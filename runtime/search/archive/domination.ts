/** Losses of one point, one number for each objective; less is better. */
export type Losses = readonly number[];

/** Whether `a` is at least as good in every objective and better in one. */
export function dominates(a: Losses, b: Losses): boolean {
  let better = false;
  for (let objective = 0; objective < a.length; objective++) {
    const x = a[objective]!;
    const y = b[objective]!;
    if (x > y) return false;
    if (x < y) better = true;
  }
  return better;
}

/** Indices of the points that no other dominates, in the order given; equal points do not dominate each other. */
export function nonDominated(points: readonly Losses[]): number[] {
  return (nonDominatedLayers(points, 1)[0] ?? []).toSorted((a, b) => a - b);
}

/**
 * Non-dominated sorting: layer 0 is the Pareto front, layer k the front of what remains without the layers before.
 * Indices into `points`; stops once the layers hold at least `atLeast` points. Any number of objectives.
 *
 * Efficient non-dominated sort with binary search (Zhang, Tian, Cheng, Jin 2015): in lexicographic order a point can
 * be dominated only by points before it, and whoever is dominated by a layer is dominated by every layer before.
 * O(n log n) comparisons for two objectives, O(n^2) at worst for more.
 */
export function nonDominatedLayers(points: readonly Losses[], atLeast = points.length): number[][] {
  const order = [...points.keys()].sort((a, b) => lexicographic(points[a]!, points[b]!) || a - b);
  const layers: number[][] = [];
  for (const index of order) {
    const point = points[index]!;
    let low = 0;
    let high = layers.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (layerDominates(points, layers[middle]!, point)) low = middle + 1;
      else high = middle;
    }
    if (low === layers.length) layers.push([]);
    layers[low]!.push(index);
  }
  let kept = 0;
  let size = 0;
  while (kept < layers.length && size < atLeast) size += layers[kept++]!.length;
  return layers.slice(0, kept);
}

/** Whether a layer, filled in lexicographic order, has a point that dominates a later one. */
function layerDominates(points: readonly Losses[], layer: readonly number[], point: Losses): boolean {
  // In two objectives a layer's second loss only falls, so its last member is the one that dominates if any does.
  if (point.length <= 2) return dominates(points[layer[layer.length - 1]!]!, point);
  for (let member = layer.length - 1; member >= 0; member--) {
    if (dominates(points[layer[member]!]!, point)) return true;
  }
  return false;
}

function lexicographic(a: Losses, b: Losses): number {
  for (let objective = 0; objective < a.length; objective++) {
    const difference = a[objective]! - b[objective]!;
    if (difference !== 0) return difference;
  }
  return 0;
}
