import { axisBottom, axisLeft } from 'd3-axis';
import type { NumberValue, ScaleLinear } from 'd3-scale';
import type { Metric } from '../run/metric.ts';
import { figure } from '../text/figures.ts';
import type { Frame, Layer } from './frame.ts';

/** Level lines with figures at the left, ticks with figures below. The units stand in the axes' titles. */
export function drawAxes(horizontal: Layer, vertical: Layer, frame: Frame): void {
  const { left, right, top, bottom, x, y, xMetric, yMetric } = frame;
  const level = axisLeft<NumberValue>(y)
    .ticks(Math.max(3, (bottom - top) / 48))
    .tickSize(left - right)
    .tickPadding(8);
  const below = axisBottom<NumberValue>(x)
    .ticks(Math.max(3, (right - left) / 90))
    .tickSize(4)
    .tickSizeOuter(0)
    .tickPadding(6);
  const letters = Math.max(3, Math.floor((x(1) - x(0)) / 7));
  if (areFew(yMetric)) level.tickValues(inSight(y, yMetric.values)).tickFormat((at) => figure(yMetric, +at));
  if (areFew(xMetric))
    below.tickValues(inSight(x, xMetric.values)).tickFormat((at) => shortened(figure(xMetric, +at), letters));
  vertical
    .attr('transform', `translate(${left},0)`)
    .call(level)
    .call((axis) => axis.select('.domain').remove());
  horizontal.attr('transform', `translate(0,${bottom})`).call(below);
}

/** A decision's values stand at the axis one by one, where there are not too many. */
function areFew(metric: Metric): metric is Metric & Required<Pick<Metric, 'values'>> {
  return metric.values !== undefined && metric.values.length <= 16;
}

function inSight(scale: ScaleLinear<number, number>, values: readonly number[]): number[] {
  const [low, high] = scale.domain() as [number, number];
  return values.filter((value) => value >= low && value <= high);
}

function shortened(name: string, letters: number): string {
  return name.length > letters ? `${name.slice(0, letters - 1)}…` : name;
}
