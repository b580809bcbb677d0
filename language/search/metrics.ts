import { type CostMetric, costMetrics } from '../cost/metric.ts';
import type { UnitKind } from '../space/elaborate/quantity.ts';
import type { Task } from './dataset.ts';

/** Metrics measured on data, by what is to be told: see runtime/evaluate/metrics.ts for their formulas. */
export const taskMetrics: Readonly<Record<Task['kind'], readonly [string, ...string[]]>> = {
  class: ['accuracy', 'f1', 'matthews'],
  number: ['pearson', 'mse'],
};

/** Metrics that a network has without data: computed exactly and never measured. */
const costNames: readonly string[] = ['macs', 'params', 'size', 'activations', 'bitops'];

/** Metrics that objectives and requirements may name; `latency`, in seconds, is measured without data. */
export const metricNames: readonly string[] = [...taskMetrics.class, ...taskMetrics.number, ...costNames, 'latency'];

/** Metrics that the language foresees and nothing measures yet. */
export const plannedMetrics: readonly string[] = ['lipschitz'];

/** Which way a metric is better: what is measured on data is, but for an error, the more the better. */
export function betterGoal(metric: string): 'maximize' | 'minimize' {
  return taskOfMetric(metric) !== undefined && metric !== 'mse' ? 'maximize' : 'minimize';
}

/** What is to be told where a metric can be measured; undefined for a cost. */
export function taskOfMetric(metric: string): Task['kind'] | undefined {
  if (taskMetrics.class.includes(metric)) return 'class';
  return taskMetrics.number.includes(metric) ? 'number' : undefined;
}

/** The cost that a metric of a search is; undefined where it is measured. */
export function costMetricOf(metric: string): CostMetric | undefined {
  return metric === 'size' ? 'bytes' : costMetrics.find((one) => one === metric);
}

const unitsOfMetrics: Readonly<Record<string, UnitKind>> = {
  accuracy: 'share',
  f1: 'share',
  matthews: 'share',
  pearson: 'share',
  macs: 'count',
  params: 'count',
  size: 'bytes',
  activations: 'bytes',
  bitops: 'count',
  latency: 'time',
};

/** What a metric is a number of; undefined where it has the unit of the data, and where it is no metric. */
export function unitOfMetric(metric: string | undefined): UnitKind | undefined {
  return metric !== undefined && Object.hasOwn(unitsOfMetrics, metric) ? unitsOfMetrics[metric] : undefined;
}
