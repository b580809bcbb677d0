import type { SubNetwork } from '../run/history.ts';
import type { Metric } from '../run/metric.ts';

const minus = '\u2212';
/** Narrow no-break space, between a figure and its unit. */
export const thin = '\u202f';

/** The bare figure, for places whose head names the unit. */
export function figure(metric: Metric, value: number): string {
  return metric.names?.[value] ?? value.toFixed(metric.decimals);
}

/** `90.5 %`, `0.434 G`; a dash where there is no value. */
export function withUnit(metric: Metric, network: SubNetwork): string {
  const value = metric.of(network);
  if (value === undefined) return '–';
  return metric.unit ? `${figure(metric, value)}${thin}${metric.unit}` : figure(metric, value);
}

/** Held-out figures of the metrics that are not counted: `F1 0.913`. */
export function heldOut(metrics: readonly Metric[], test: Readonly<Record<string, number>>): string {
  return metrics
    .flatMap(({ key, label, decimals }) => (test[key] === undefined ? [] : `${label} ${test[key].toFixed(decimals)}`))
    .join(', ');
}

/** A difference with a true sign: accuracy in points, all else in percent; `same` for zero. */
export function difference(metric: Metric, network: SubNetwork, against: SubNetwork): string {
  const [a, b] = [metric.of(network), metric.of(against)];
  if (a === undefined || b === undefined || b === 0) return '';
  const isShare = metric.key === 'accuracy';
  const text = signed(isShare ? a - b : (a / b - 1) * 100, isShare ? 1 : 0);
  return text === undefined ? 'same' : `${text}${thin}${isShare ? 'pt' : '%'}`;
}

/** With a sign always; undefined where it rounds to zero. */
export function signed(value: number, decimals: number): string | undefined {
  const size = Math.abs(value).toFixed(decimals);
  if (Number(size) === 0) return undefined;
  return `${value > 0 ? '+' : minus}${size}`;
}

/** `789 of 872, ±1.0 pt`: the count and its standard error, which neighbours on a front are often within. */
export function countWithError(correct: number, count: number): string {
  const share = correct / count;
  const error = 100 * Math.sqrt((share * (1 - share)) / count);
  return `${grouped(correct)} of ${grouped(count)}, ±${error.toFixed(1)}${thin}pt`;
}

/** Thousands apart, as in 2,000. */
export function grouped(value: number): string {
  return value.toLocaleString('en-US');
}

/** `32:08`, `1:02:08`. */
export function clock(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const tail = String(seconds % 60).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${tail}` : `${minutes}:${tail}`;
}

/** `about 11 min`, `under 1 min`, `about 2 h`. */
export function about(milliseconds: number): string {
  const minutes = milliseconds / 60_000;
  if (minutes < 1) return 'under 1 min';
  return minutes < 90 ? `about ${Math.round(minutes)} min` : `about ${Math.round(minutes / 60)} h`;
}
