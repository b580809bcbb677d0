import type { SubNetwork } from '../run/history.ts';
import type { RunView } from '../run/view.ts';
import type { Frame, Layer } from './frame.ts';

export const diamond = 'M0-6 6 0 0 6-6 0Z';
export const triangle = 'M0-6.5 6 4.5H-6Z';

/** The largest and the smallest sub-network, hollow and named in place. */
export function drawReferences(layer: Layer, frame: Frame, view: RunView): void {
  const marks = [mark(frame, view.largest, 'largest', diamond), mark(frame, view.smallest, 'smallest', triangle)];
  const data = marks.filter((one) => one !== undefined);
  layer
    .selectAll('path')
    .data(data)
    .join('path')
    .attr('class', 'reference')
    .attr('d', (d) => d.shape)
    .attr('transform', (d) => `translate(${d.x},${d.y})`);
  layer
    .selectAll('text')
    .data(data)
    .join('text')
    .attr('class', 'ink halo')
    .attr('text-anchor', (d) => (d.x > (frame.left + frame.right) / 2 ? 'end' : 'start'))
    .attr('x', (d) => d.x + (d.x > (frame.left + frame.right) / 2 ? -11 : 11))
    .attr('y', (d) => d.y + 4)
    .text((d) => d.name);
}

function mark(frame: Frame, network: SubNetwork | undefined, name: string, shape: string) {
  const point = network && frame.place(network);
  return point ? { x: point[0], y: point[1], name, shape } : undefined;
}
