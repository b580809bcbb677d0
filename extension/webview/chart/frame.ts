import { type ScaleLinear, scaleLinear } from 'd3-scale';
import type { Selection as Selected } from 'd3-selection';
import type { ZoomTransform } from 'd3-zoom';
import type { SubNetwork } from '../run/history.ts';
import type { Plane } from './plane.ts';

/** A group of the chart's SVG that one mark draws into. */
export type Layer = Selected<SVGGElement, unknown, null, undefined>;

/** Where things are now: the plotting area in CSS pixels and the scales of both axes. */
export interface Frame extends Plane {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly x: ScaleLinear<number, number>;
  readonly y: ScaleLinear<number, number>;
  readonly zoom: ZoomTransform;
  /** Undefined where a metric is missing. */
  place(network: SubNetwork): [number, number] | undefined;
}

const margin = { left: 44, right: 16, top: 28, bottom: 42 };

/** Undefined where there is no room. */
export function frameOf(plane: Plane, size: { width: number; height: number }, zoom: ZoomTransform): Frame | undefined {
  if (size.width < 120 || size.height < 120) return undefined;
  const names = plane.yMetric.names?.map(({ length }) => length) ?? [];
  const longest = Math.min(Math.max(margin.left, 16 + 6.5 * Math.max(0, ...names)), size.width / 4);
  const [left, right, top, bottom] = [longest, size.width - margin.right, margin.top, size.height - margin.bottom];
  const { xMetric, yMetric } = plane;
  const x = zoom.rescaleX(scaleLinear(plane.xExtent, [left, right]));
  const y = zoom.rescaleY(scaleLinear(plane.yExtent, [bottom, top]));
  return {
    ...plane,
    ...size,
    left,
    right,
    top,
    bottom,
    x,
    y,
    zoom,
    place: (network) => {
      const [a, b] = [xMetric.of(network), yMetric.of(network)];
      return a === undefined || b === undefined ? undefined : [x(a), y(b)];
    },
  };
}
