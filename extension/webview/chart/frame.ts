import { type ScaleLinear, scaleLinear } from 'd3-scale';
import type { Selection as Selected } from 'd3-selection';
import type { ZoomTransform } from 'd3-zoom';
import { stairs } from '../run/front.ts';
import type { SubNetwork } from '../run/history.ts';
import type { Metric } from '../run/metric.ts';
import type { RunView } from '../run/view.ts';

/** A group of the chart's SVG that one mark draws into. */
export type Layer = Selected<SVGGElement, unknown, null, undefined>;

/** Where things are: the plotting area in CSS pixels, the scales of both axes and the metrics on them. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly x: ScaleLinear<number, number>;
  readonly y: ScaleLinear<number, number>;
  readonly xMetric: Metric;
  readonly yMetric: Metric;
  /** True where the axes are the run's own objectives, so that the stairs are its front. */
  readonly showsObjectives: boolean;
  /** Undefined where a metric is missing. */
  place(network: SubNetwork): [number, number] | undefined;
  /** The corners of the stairs on these two axes. */
  corners(networks: readonly SubNetwork[]): SubNetwork[];
}

const margin = { left: 44, right: 16, top: 28, bottom: 42 };

/** Undefined where there is nothing to show or no room. */
export function frameOf(
  view: RunView,
  axes: { x: string; y: string },
  size: { width: number; height: number },
  zoom: ZoomTransform,
): Frame | undefined {
  const xMetric = view.metrics.find((metric) => metric.key === axes.x);
  const yMetric = view.metrics.find((metric) => metric.key === axes.y);
  if (!xMetric || !yMetric || size.width < 120 || size.height < 120) return undefined;
  const [left, right, top, bottom] = [margin.left, size.width - margin.right, margin.top, size.height - margin.bottom];
  const x = zoom.rescaleX(scaleLinear(extentOf(view, xMetric), [left, right]));
  const y = zoom.rescaleY(scaleLinear(extentOf(view, yMetric), [bottom, top]));
  const objectives = view.run.objectives.map((one) => (one.metric === 'size' ? 'bytes' : one.metric));
  return {
    ...size,
    left,
    right,
    top,
    bottom,
    x,
    y,
    xMetric,
    yMetric,
    showsObjectives: objectives.length === 2 && objectives.includes(axes.x) && objectives.includes(axes.y),
    place: (network) => {
      const [a, b] = [xMetric.of(network), yMetric.of(network)];
      return a === undefined || b === undefined ? undefined : [x(a), y(b)];
    },
    corners: (networks) => stairs(networks, xMetric, yMetric),
  };
}

function extentOf(view: RunView, metric: Metric): [number, number] {
  const shown = [...view.networks, ...view.control, view.largest, view.smallest];
  const values = shown.flatMap((network) => (network ? [metric.of(network)] : [])).filter((one) => one !== undefined);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const padding = (high - low || Math.abs(high) * 0.1 || 1) * 0.07;
  return [low - padding, high + padding];
}
