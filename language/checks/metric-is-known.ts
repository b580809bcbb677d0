import { check, list } from './check.ts';
import { suggestion } from './nearest.ts';

export const metricIsKnown = check(
  'unknown-metric',
  'error',
  'An objective is a metric that can be computed or measured.',
  (name: string, metrics: readonly string[]) =>
    `there is no metric \`${name}\`${suggestion(name, metrics) || `; the metrics are ${list(metrics)}`}`,
);
