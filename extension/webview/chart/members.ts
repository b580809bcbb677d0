import type { SubNetwork } from '../run/history.ts';
import type { Frame, Layer } from './frame.ts';

/** The front's members: filled circles. */
export function drawMembers(layer: Layer, frame: Frame, front: readonly SubNetwork[]): void {
  const placed = front.flatMap((network) => {
    const point = frame.place(network);
    return point ? [{ id: network.id, point }] : [];
  });
  layer
    .selectAll<SVGCircleElement, (typeof placed)[number]>('circle')
    .data(placed, (d) => d.id)
    .join('circle')
    .attr('class', 'member')
    .attr('r', 4.5)
    .attr('cx', (d) => d.point[0])
    .attr('cy', (d) => d.point[1]);
}
