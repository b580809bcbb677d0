import type { Losses } from './domination.ts';

/**
 * Crowding distance of each point within one layer (Deb, Pratap, Agarwal, Meyarivan 2002): the sum over objectives of
 * the distance between its two neighbours, as a share of the layer's extent; infinite for the ends of an objective.
 */
export function crowdingDistances(points: readonly Losses[]): number[] {
  const distances = points.map(() => 0);
  for (const objective of points[0]?.keys() ?? []) {
    const value = (index: number) => points[index]![objective]!;
    const order = [...points.keys()].sort((a, b) => value(a) - value(b) || a - b);
    const first = order[0]!;
    const last = order[order.length - 1]!;
    const extent = value(last) - value(first);
    distances[first] = Number.POSITIVE_INFINITY;
    distances[last] = Number.POSITIVE_INFINITY;
    if (extent === 0) continue;
    for (let place = 1; place < order.length - 1; place++) {
      distances[order[place]!]! += (value(order[place + 1]!) - value(order[place - 1]!)) / extent;
    }
  }
  return distances;
}
