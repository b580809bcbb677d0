import { check, list } from './check.ts';

export const metricFitsData = check(
  'metric-does-not-fit',
  'error',
  'Classes and numbers are measured by different metrics.',
  (metric: string, dataset: string, told: string, metrics: readonly string[]) =>
    `\`${metric}\` cannot be measured on the dataset \`${dataset}\`, which has ${told}: its metrics are ${list(metrics)}`,
);
