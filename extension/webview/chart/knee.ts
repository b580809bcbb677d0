import type { SubNetwork } from '../run/history.ts';
import type { Frame, Layer } from './frame.ts';

/** A ring and the word, where the axes are the run's objectives: a knee belongs to a pair of axes. */
export function drawKnee(layer: Layer, frame: Frame, knee: SubNetwork | undefined): void {
  const point = knee && frame.showsObjectives ? frame.place(knee) : undefined;
  const data = point ? [point] : [];
  layer
    .selectAll('circle')
    .data(data)
    .join('circle')
    .attr('class', 'knee-ring')
    .attr('r', 7.5)
    .attr('cx', (d) => d[0])
    .attr('cy', (d) => d[1]);
  layer
    .selectAll('text')
    .data(data)
    .join('text')
    .attr('class', 'ink halo')
    .attr('text-anchor', 'end')
    .attr('x', (d) => d[0] - 9)
    .attr('y', (d) => d[1] - 9)
    .text('knee');
}
