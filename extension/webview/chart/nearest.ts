import { quadtree } from 'd3-quadtree';
import type { SubNetwork } from '../run/history.ts';
import type { Frame } from './frame.ts';

const reach = 18;

/** The sub-network under the pointer, within 18 px; a member of the front goes before a dot nearly as near. */
export function nearest(
  frame: Frame,
  networks: readonly SubNetwork[],
  preferred: ReadonlySet<SubNetwork>,
  [x, y]: readonly [number, number],
): SubNetwork | undefined {
  const placed = networks.flatMap((network) => {
    const point = frame.place(network);
    return point ? [{ network, point }] : [];
  });
  const tree = (some: typeof placed) =>
    quadtree(
      some,
      (d) => d.point[0],
      (d) => d.point[1],
    ).find(x, y, reach);
  const any = tree(placed);
  const member = tree(placed.filter((d) => preferred.has(d.network)));
  if (!any || !member) return any?.network;
  const distance = (d: (typeof placed)[number]) => Math.hypot(d.point[0] - x, d.point[1] - y);
  return distance(member) - distance(any) < 8 ? member.network : any.network;
}
