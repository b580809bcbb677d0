import type { Convention } from '../operators/operator.ts';
import { sampleGenome } from '../space/genome.ts';
import type { Space } from '../space/space.ts';
import { costsAt } from './costs-at.ts';
import { type CostMetric, costMetrics } from './metric.ts';

/** How a metric is spread over random sub-networks. */
export interface Distribution {
  readonly mean: number;
  /** Values that a share of the samples does not exceed; each is a sample's own. */
  readonly quantiles: { readonly [Share in (typeof quantileShares)[number]]: number };
  /** Samples in bins of equal width from the smallest to the largest sample; one bin where these are equal. */
  readonly histogram: { readonly from: number; readonly to: number; readonly counts: readonly number[] };
}

export const quantileShares = ['0.05', '0.25', '0.5', '0.75', '0.95'] as const;

const bins = 20;

/**
 * Every metric over so many random sub-networks, drawn as `sampleGenome` draws them: every decision uniform over its
 * values, so that sub-networks of which depth hides the rest are drawn as often as those with more to decide.
 * @param samples at least 1
 * @param random gives numbers in [0, 1), as Math.random does
 */
export function sampleCosts(
  space: Space,
  samples: number,
  random: () => number,
  convention: Convention = 'matmul',
): { readonly [Metric in CostMetric]: Distribution } {
  const costs = Array.from({ length: samples }, () => costsAt(space, sampleGenome(space, random), convention));
  const described = costMetrics.map((metric) => [metric, describe(costs.map((cost) => cost[metric]))]);
  return Object.fromEntries(described);
}

function describe(values: readonly number[]): Distribution {
  const sorted = values.toSorted((a, b) => a - b);
  const [from, to] = [sorted[0]!, sorted.at(-1)!];
  const counts = Array.from({ length: from === to ? 1 : bins }, () => 0);
  for (const value of sorted) {
    const bin = from === to ? 0 : Math.floor(((value - from) / (to - from)) * bins);
    counts[Math.min(bin, counts.length - 1)]! += 1;
  }
  const at = (share: string) => sorted[Math.max(0, Math.ceil(Number(share) * sorted.length) - 1)]!;
  const quantiles = Object.fromEntries(quantileShares.map((share) => [share, at(share)]));
  const mean = sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
  return { mean, quantiles: quantiles as Distribution['quantiles'], histogram: { from, to, counts } };
}
