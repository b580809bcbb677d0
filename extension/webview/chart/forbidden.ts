import { select } from 'd3-selection';
import type { Metric } from '../run/metric.ts';
import type { Frame, Layer } from './frame.ts';

type Limit = Frame['view']['run']['limits'][number];

interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** The border, and the requirement's own words beside it. */
  readonly border: string;
  readonly text: string;
  readonly at: readonly [x: number, y: number, turn: number];
}

/** What the search's requirements leave out, hatched, where their metric is an axis: nothing is evaluated there. */
export function drawForbidden(layer: Layer, frame: Frame): void {
  const areas = frame.view.run.limits.flatMap((limit) => [
    ...(isOf(limit, frame.xMetric) ? [beside(frame, limit)] : []),
    ...(isOf(limit, frame.yMetric) ? [above(frame, limit)] : []),
  ]);
  const seen = areas.filter((area) => area !== undefined);
  if (seen.length > 0) hatch(layer);
  layer
    .selectAll('rect')
    .data(seen)
    .join('rect')
    .attr('class', 'forbidden')
    .attr('fill', 'url(#hatch)')
    .attr('x', (d) => d.x)
    .attr('y', (d) => d.y)
    .attr('width', (d) => d.width)
    .attr('height', (d) => d.height);
  layer
    .selectAll('path.limit')
    .data(seen)
    .join('path')
    .attr('class', 'limit')
    .attr('d', (d) => d.border);
  layer
    .selectAll('text')
    .data(seen)
    .join('text')
    .attr('class', 'halo')
    .attr('text-anchor', 'end')
    .attr('transform', ({ at: [x, y, turn] }) => `translate(${x},${y}) rotate(${turn})`)
    .text((d) => d.text);
}

function isOf(limit: Limit, metric: Metric): boolean {
  return metric.key === (limit.metric === 'size' ? 'bytes' : limit.metric);
}

/** Right of the most, or left of the least; undefined where all of it is out of sight. */
function beside({ left, right, top, bottom, x, xMetric }: Frame, { text, side, value }: Limit): Area | undefined {
  const border = x(value / xMetric.factor);
  const [from, to] = side === 'most' ? [Math.max(left, border), right + 8] : [left, Math.min(right + 8, border)];
  if (to <= from) return undefined;
  const at = [side === 'most' ? border + 12 : border - 5, top + 2, -90] as const;
  return {
    x: from,
    y: top - 8,
    width: to - from,
    height: bottom - top + 8,
    border: `M${border} ${top - 8}V${bottom}`,
    text,
    at,
  };
}

function above({ left, right, top, bottom, y, yMetric }: Frame, { text, side, value }: Limit): Area | undefined {
  const border = y(value / yMetric.factor);
  const [from, to] = side === 'most' ? [top - 8, Math.min(bottom, border)] : [Math.max(top - 8, border), bottom];
  if (to <= from) return undefined;
  const at = [right, side === 'most' ? border - 5 : border + 12, 0] as const;
  return {
    x: left,
    y: from,
    width: right + 8 - left,
    height: to - from,
    border: `M${left} ${border}H${right + 8}`,
    text,
    at,
  };
}

function hatch(layer: Layer): void {
  const root = select(layer.node()!.ownerSVGElement!);
  if (!root.select('#hatch').empty()) return;
  root
    .insert('pattern', ':first-child')
    .attr('id', 'hatch')
    .attr('patternUnits', 'userSpaceOnUse')
    .attr('width', 6)
    .attr('height', 6)
    .attr('patternTransform', 'rotate(45)')
    .append('path')
    .attr('class', 'hatch')
    .attr('d', 'M0 0V6');
}
