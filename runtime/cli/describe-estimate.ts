import type { Convention, DecisionValue, Distribution } from '../../language/index.ts';
import { formatExactly, formatMetric } from '../run/front/quantity.ts';
import { columns } from '../run/front/table.ts';
import type { Estimate } from './estimate.ts';

/** Decisions with the largest shares that are told one by one. */
const MOST_DECISIONS = 12;

/** An estimate for people: the costs, what random sub-networks cost, and which decisions matter. */
export function describeEstimate(
  estimate: Estimate,
  { at, convention }: { readonly at: string; readonly convention: Convention },
): string {
  const { range, distribution } = estimate;
  const over = estimate.requirements?.length ? `where ${estimate.requirements.join(', ')}` : 'over the space';
  const isOpen = estimate.dimensions.length > 0;
  const line = (name: string, metric: string, value: number, ends?: readonly [number, number]): string[] => [
    name,
    formatExactly(metric, value),
    ends && isOpen ? `${formatMetric(metric, ends[0])} to ${formatMetric(metric, ends[1])} ${over}` : '',
  ];
  const costs = columns([
    line('multiply-accumulates', 'macs', estimate.macs, range.macs),
    line('parameters', 'params', estimate.params, range.params),
    line('weights', 'bytes', estimate.bytes, range.bytes),
    line('activations', 'bytes', estimate.activations),
    line('bit operations', 'bitops', estimate.bitops),
  ]);
  const counted = `(MACs counted as ${convention})`;
  if (!isOpen) return `${estimate.supernet}, nothing to decide ${counted}\n${costs}`;
  const head = `${estimate.supernet}, ${at}: one of ${estimate.count} sub-networks ${counted}`;
  return [
    head,
    costs,
    '',
    `${distribution.samples} random sub-networks (seed ${distribution.seed}), from the cheapest to the dearest:`,
    columns([
      spread('multiply-accumulates', 'macs', distribution.macs),
      spread('parameters', 'params', distribution.params),
    ]),
    '',
    'share of the range over the space that each decision accounts for:',
    shares(estimate),
  ].join('\n');
}

const BARS = [...'▁▂▃▄▅▆▇█'];

/** A histogram in one line of characters, with its ends and its quartiles. */
function spread(name: string, metric: string, { histogram, quantiles }: Distribution): string[] {
  const most = Math.max(...histogram.counts);
  const bar = (count: number) => (count === 0 ? ' ' : BARS[Math.ceil((count / most) * BARS.length) - 1]!);
  const [low, median, high] = ([0.25, 0.5, 0.75] as const).map((share) => formatMetric(metric, quantiles[`${share}`]));
  return [
    name,
    formatMetric(metric, histogram.from),
    `▕${histogram.counts.map(bar).join('')}▏`,
    formatMetric(metric, histogram.to),
    `half of them ${low} to ${high}, median ${median}`,
  ];
}

function shares({ dimensions }: Estimate): string {
  const sorted = dimensions.toSorted((a, b) => b.share.macs - a.share.macs || b.share.params - a.share.params);
  const [shown, rest] = [sorted.slice(0, MOST_DECISIONS), sorted.slice(MOST_DECISIONS)];
  const sum = (metric: 'macs' | 'params') => rest.reduce((total, { share }) => total + share[metric], 0);
  return columns([
    ['MACs', 'parameters', 'decision'],
    ...shown.map(({ path, values, share }) => [
      percent(share.macs),
      percent(share.params),
      `${path}: ${written(values)}`,
    ]),
    ...(rest.length > 0 ? [[percent(sum('macs')), percent(sum('params')), `${rest.length} more together`]] : []),
  ]);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function written(values: readonly DecisionValue[]): string {
  if (values.length <= 6) return values.join(', ');
  return `${values[0]}, ${values[1]} … ${values.at(-1)}`;
}
