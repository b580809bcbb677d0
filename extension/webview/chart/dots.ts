import type { SubNetwork } from '../run/history.ts';
import type { Metric } from '../run/metric.ts';

type Extent = readonly [number, number];

/** Where many sub-networks stand, worked out once for all zooms: shares of the extents of both axes, `y` downwards. */
export interface Dots {
  readonly x: Float32Array;
  readonly y: Float32Array;
}

/** Of those that have both metrics. */
export function dotsOf(
  networks: readonly SubNetwork[],
  [xMetric, xExtent]: readonly [Metric, Extent],
  [yMetric, yExtent]: readonly [Metric, Extent],
): Dots {
  const [x, y] = [new Float32Array(networks.length), new Float32Array(networks.length)];
  let count = 0;
  for (const network of networks) {
    const [a, b] = [xMetric.of(network), yMetric.of(network)];
    if (a === undefined || b === undefined) continue;
    x[count] = share(a, xExtent);
    y[count] = 1 - share(b, yExtent);
    count += 1;
  }
  return { x: x.subarray(0, count), y: y.subarray(0, count) };
}

export function share(value: number, [low, high]: Extent): number {
  return (value - low) / (high - low);
}
