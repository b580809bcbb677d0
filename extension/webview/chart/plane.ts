import { type Quadtree, quadtree } from 'd3-quadtree';
import { stairs } from '../run/front.ts';
import type { SubNetwork } from '../run/history.ts';
import type { Metric } from '../run/metric.ts';
import type { RunView } from '../run/view.ts';
import { type Dots, dotsOf, share } from './dots.ts';

/** What two axes make of a view, whatever part of it is seen: worked out once, drawn at every zoom. */
export interface Plane {
  readonly view: RunView;
  readonly xMetric: Metric;
  readonly yMetric: Metric;
  /** From the smallest to the largest value of all that is shown, with a margin. */
  readonly xExtent: readonly [number, number];
  readonly yExtent: readonly [number, number];
  /** True where the axes are the run's own objectives, so that the stairs are its front. */
  readonly showsObjectives: boolean;
  /** The corners of the stairs of what was searched, of the control, and of earlier weights. */
  readonly corners: readonly SubNetwork[];
  readonly controlCorners: readonly SubNetwork[];
  readonly earlierCorners: readonly (readonly SubNetwork[])[];
  /** Of other runs, in their order. */
  readonly comparedCorners: readonly (readonly SubNetwork[])[];
  readonly dominated: readonly SubNetwork[];
  readonly dots: Dots;
  /** All of some sub-networks that have both metrics, by place: shares of the extents, `y` downwards. */
  places(networks: readonly SubNetwork[]): Quadtree<Place>;
}

export interface Place {
  readonly network: SubNetwork;
  readonly x: number;
  readonly y: number;
}

const earlierShown = 3;

/** Undefined where the run has no such metrics. */
export function planeOf(view: RunView, axes: { readonly x: string; readonly y: string }): Plane | undefined {
  const xMetric = view.axes.find((metric) => metric.key === axes.x);
  const yMetric = view.axes.find((metric) => metric.key === axes.y);
  if (!xMetric || !yMetric) return undefined;
  const objectives = view.run.objectives.map((one) => (one.metric === 'size' ? 'bytes' : one.metric));
  // What is best on two objectives is on the front of them all.
  const areObjectives = objectives.includes(axes.x) && objectives.includes(axes.y);
  const cornersOf = (networks: readonly SubNetwork[]) => stairs(networks, xMetric, yMetric);
  const [xExtent, yExtent] = [extentOf(view, xMetric), extentOf(view, yMetric)];
  const dominated = view.networks.filter((network) => !view.onFront.has(network));
  const trees = new WeakMap<readonly SubNetwork[], Quadtree<Place>>();
  return {
    view,
    xMetric,
    yMetric,
    xExtent,
    yExtent,
    showsObjectives: areObjectives && objectives.length === 2,
    corners: cornersOf(areObjectives ? view.front : view.networks),
    controlCorners: cornersOf(areObjectives ? view.controlFront : view.control),
    earlierCorners: view.earlier.slice(-earlierShown).map(cornersOf),
    comparedCorners: view.compared.map(({ front }) => cornersOf(front)),
    dominated,
    dots: dotsOf(dominated, [xMetric, xExtent], [yMetric, yExtent]),
    places(networks) {
      const known = trees.get(networks);
      if (known) return known;
      const made = quadtree<Place>(
        networks.flatMap((network) => {
          const [x, y] = [xMetric.of(network), yMetric.of(network)];
          if (x === undefined || y === undefined) return [];
          return [{ network, x: share(x, xExtent), y: 1 - share(y, yExtent) }];
        }),
        (place) => place.x,
        (place) => place.y,
      );
      trees.set(networks, made);
      return made;
    },
  };
}

function extentOf(view: RunView, metric: Metric): [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const shown of [
    view.networks,
    view.control,
    [view.largest, view.smallest],
    ...view.compared.map(({ front }) => front),
  ])
    for (const network of shown) {
      const value = network && metric.of(network);
      if (value === undefined) continue;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  const padding = (high - low || Math.abs(high) * 0.1 || 1) * 0.07;
  return [low - padding, high + padding];
}
