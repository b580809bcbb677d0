/** A point of a flat picture. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

/**
 * Corners of the boundary of what a two-objective front dominates, in rising order of x: between two
 * sub-networks nothing better was measured, so the boundary is stairs and never a slanted line.
 * `minimizeX` and `maximizeY` say which way is better.
 */
export function stairs(spots: readonly Spot[], minimizeX: boolean, maximizeY: boolean): Spot[] {
  const better = (a: Spot, b: Spot): boolean => (maximizeY ? a.y > b.y : a.y < b.y);
  const sorted = [...spots].sort((a, b) => (minimizeX ? a.x - b.x : b.x - a.x) || (better(a, b) ? -1 : 1));
  const corners: Spot[] = [];
  let last: Spot | undefined;
  for (const spot of sorted) {
    if (last && !better(spot, last)) continue;
    if (last) corners.push({ x: spot.x, y: last.y });
    corners.push(spot);
    last = spot;
  }
  return minimizeX ? corners : corners.reverse();
}
