import type { SubNetwork } from '../run/history.ts';
import type { RunView } from '../run/view.ts';
import type { Frame, Layer } from './frame.ts';

/** Dotted rings around the newest evaluations; the last one pulses once. */
export function drawNewest(layer: Layer, frame: Frame, view: RunView): void {
  const placed = placedIn(frame, view.newest);
  layer
    .selectAll<SVGCircleElement, Placed>('circle.fresh')
    .data(placed, (d) => d.network.id)
    .join('circle')
    .attr('class', 'fresh')
    .attr('r', (d) => (view.onFront.has(d.network) ? 7 : 4.5))
    .attr('cx', (d) => d.point[0])
    .attr('cy', (d) => d.point[1]);
  // Kept by id over redraws, so that the animation of one evaluation runs once.
  layer
    .selectAll<SVGCircleElement, Placed>('circle.pulse')
    .data(placed.slice(-1), (d) => d.network.id)
    .join('circle')
    .attr('class', 'pulse')
    .attr('r', 6)
    .attr('cx', (d) => d.point[0])
    .attr('cy', (d) => d.point[1]);
}

interface Placed {
  readonly network: SubNetwork;
  readonly point: [number, number];
}

function placedIn(frame: Frame, networks: readonly SubNetwork[]): Placed[] {
  return networks.flatMap((network) => {
    const point = frame.place(network);
    return point ? [{ network, point }] : [];
  });
}
