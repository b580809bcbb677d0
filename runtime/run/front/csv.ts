import type { Front } from './front.ts';

/** The front as comma-separated values (RFC 4180 with bare line feeds): a row a sub-network, metrics first, then one column a decision. */
export function frontCsv({ points }: Front): string {
  const metrics = [...new Set(points.flatMap((point) => Object.keys(point.metrics)))];
  const decisions = [...new Set(points.flatMap((point) => Object.keys(point.config)))];
  const tested = points.some(({ test }) => test) ? ['test_accuracy', 'test_correct', 'test_count'] : [];
  const rows = points.map((point) => [
    point.id,
    ...metrics.map((metric) => point.metrics[metric]),
    ...(tested.length > 0 ? [point.test?.accuracy, point.test?.correct, point.test?.count] : []),
    ...decisions.map((path) => point.config[path]),
  ]);
  return [['id', ...metrics, ...tested, ...decisions], ...rows].map((row) => `${row.map(field).join(',')}\n`).join('');
}

function field(value: string | number | undefined): string {
  const text = value === undefined ? '' : String(value);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
