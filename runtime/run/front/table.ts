import type { Front, FrontPoint } from './front.ts';
import { formatMetric } from './quantity.ts';

/** The front as lines of text in columns, the ends of the space below it. */
export function frontTable(front: Front): string {
  const held = [...front.points, ...front.ends].find(({ test }) => test !== undefined)?.test ?? {};
  const tested = front.objectives.flatMap(({ name }) => (Object.hasOwn(held, name) ? [name] : []));
  const costs = ['macs', 'params'].filter((cost) => !front.objectives.some(({ name }) => name === cost));
  const metrics = [...front.objectives.map(({ name }) => name), ...costs];
  const shown = metrics.filter((metric) => front.points.some(({ metrics }) => metrics[metric] !== undefined));
  const row = (point: FrontPoint, note: string): string[] => [
    String(point.id),
    ...shown.map((metric) => cell(metric, point.metrics[metric])),
    ...tested.map((metric) => cell(metric, point.test?.[metric])),
    note,
  ];
  const rows = [
    ['id', ...shown, ...tested.map((metric) => `held-out ${metric}`), ''],
    ...front.points.map((point) => row(point, point.id === front.knee ? 'knee' : '')),
    ...front.ends.map((point, index) => row(point, index === 0 ? 'largest of the space' : 'smallest of the space')),
  ];
  return columns(rows);
}

function cell(metric: string, value: number | undefined): string {
  return value === undefined ? '-' : formatMetric(metric, value);
}

/** Right-aligned columns, except the last one. */
export function columns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map((row) =>
      row.map((text, column) => (column === row.length - 1 ? text : text.padStart(widths[column]!))).join('  '),
    )
    .map((line) => line.trimEnd())
    .join('\n');
}
