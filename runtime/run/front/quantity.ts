const titles: Readonly<Record<string, string>> = {
  accuracy: 'validation accuracy',
  f1: 'validation F1',
  matthews: 'validation Matthews correlation',
  pearson: 'validation Pearson correlation',
  mse: 'validation mean squared error',
  macs: 'multiply-accumulates',
  params: 'parameters',
  bytes: 'size of the weights',
  size: 'size of the weights',
  activations: 'activations',
  bitops: 'bit operations',
};

/** Metrics that are no whole numbers, without a unit. */
const fractions = new Set(['f1', 'matthews', 'pearson', 'mse']);

const units: Readonly<Record<string, string>> = { macs: 'MACs', bytes: 'B', size: 'B', bitops: 'BitOps' };

/** A metric's name for people. */
export function metricTitle(metric: string): string {
  return titles[metric] ?? metric;
}

/** A metric's value for people: shares as per cent, costs with three digits and a decimal prefix, `4.21 M MACs`. */
export function formatMetric(metric: string, value: number): string {
  if (metric === 'accuracy') return `${(100 * value).toFixed(2)} %`;
  if (fractions.has(metric)) return value.toFixed(4);
  const { scale, prefix } = scaleOf(value);
  const unit = units[metric];
  const digits = scale === 1 ? String(value) : (value / scale).toPrecision(3);
  return `${digits}${prefix || unit ? ' ' : ''}${prefix}${prefix && unit && unit !== 'B' ? ' ' : ''}${unit ?? ''}`;
}

/** A cost to the last digit, `4,209,152 MACs`. */
export function formatExactly(metric: string, value: number): string {
  return [value.toLocaleString('en-US'), units[metric] ?? ''].join(' ').trimEnd();
}

/** Unit, divisor and number of decimals with which values up to `largest` stand on an axis. */
export function axisUnit(metric: string, largest: number): { readonly scale: number; readonly unit: string } {
  if (metric === 'accuracy') return { scale: 0.01, unit: '%' };
  const { scale, prefix } = scaleOf(largest);
  return { scale, unit: [prefix, units[metric] ?? ''].filter(Boolean).join(units[metric] === 'B' ? '' : ' ') };
}

function scaleOf(value: number): { readonly scale: number; readonly prefix: string } {
  const size = Math.abs(value);
  if (size >= 1e12) return { scale: 1e12, prefix: 'T' };
  if (size >= 1e9) return { scale: 1e9, prefix: 'G' };
  if (size >= 1e6) return { scale: 1e6, prefix: 'M' };
  if (size >= 1e4) return { scale: 1e3, prefix: 'k' };
  return { scale: 1, prefix: '' };
}
