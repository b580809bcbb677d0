import type { Front } from './front.ts';

/** The front as comma-separated values (RFC 4180 with bare line feeds): a row a sub-network, metrics first, then one column a decision. */
export function frontCsv({ points }: Front): string {
  const metrics = [...new Set(points.flatMap((point) => Object.keys(point.metrics)))];
  const decisions = [...new Set(points.flatMap((point) => Object.keys(point.config)))];
  const tested = [...new Set(points.flatMap(({ test }) => Object.keys(test ?? {})))];
  const rows = points.map((point) => [
    point.id,
    ...metrics.map((metric) => point.metrics[metric]),
    ...tested.map((metric) => point.test?.[metric]),
    ...decisions.map((path) => point.config[path]),
  ]);
  return [['id', ...metrics, ...tested.map((metric) => `test_${metric}`), ...decisions], ...rows]
    .map((row) => `${row.map(field).join(',')}\n`)
    .join('');
}

function field(value: string | number | undefined): string {
  const text = value === undefined ? '' : String(value);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
