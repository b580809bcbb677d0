import { axisBottom, axisLeft } from 'd3-axis';
import type { Frame, Layer } from './frame.ts';

/** Level lines with figures at the left, ticks with figures below. The units stand in the axes' titles. */
export function drawAxes(horizontal: Layer, vertical: Layer, frame: Frame): void {
  const { left, right, top, bottom } = frame;
  vertical
    .attr('transform', `translate(${left},0)`)
    .call(
      axisLeft(frame.y)
        .ticks(Math.max(3, (bottom - top) / 48))
        .tickSize(left - right)
        .tickPadding(8),
    )
    .call((axis) => axis.select('.domain').remove());
  horizontal.attr('transform', `translate(0,${bottom})`).call(
    axisBottom(frame.x)
      .ticks(Math.max(3, (right - left) / 90))
      .tickSize(4)
      .tickSizeOuter(0)
      .tickPadding(6),
  );
}
