import type { Objective } from '../../../language/index.ts';
import type { DecisionDescription } from '../../front/messages.ts';
import type { Goal } from './front.ts';
import type { SubNetwork } from './history.ts';

/** A metric as a person reads it: scaled to its unit, with as many decimals everywhere. */
export interface Metric extends Goal<SubNetwork> {
  /** Key in an evaluation's metrics. */
  readonly key: string;
  readonly label: string;
  /** `%`, `G`, `M`, `MB`; empty for plain counts. */
  readonly unit: string;
  readonly decimals: number;
  /** What one of the unit is in the journal's own: 1e6 MACs, 0.01 of all. */
  readonly factor: number;
  /** Of a decision: what it can be, rising. */
  readonly values?: readonly number[];
  /** Of a decision between names: a value is a place among them. */
  readonly names?: readonly string[];
  /** In the unit. */
  of(network: SubNetwork): number | undefined;
}

const labels: Readonly<Record<string, string>> = {
  accuracy: 'Accuracy',
  f1: 'F1',
  matthews: 'Matthews',
  pearson: 'Pearson',
  mse: 'Mean squared error',
  macs: 'MACs',
  params: 'Params',
  bytes: 'Size',
  activations: 'Activations',
  bitops: 'Bit operations',
};

const inBytes = new Set(['bytes', 'activations']);

/** The metric of the task that a search is about: accuracy where it names none. */
export function taskMetricOf(objectives: readonly Objective[]): string {
  return objectives.find(({ metric }) => fractions.has(metric))?.metric ?? 'accuracy';
}

/** Metrics of the task that are no shares. */
const fractions = new Set(['f1', 'matthews', 'pearson', 'mse']);

/**
 * The metrics that a person compares sub-networks by, in the order shown, of those with a largest value. Bit operations are MACs by a factor where
 * all formats are one, and the metrics of a task say much the same, so they are left out unless they are an objective.
 */
export function metricsOf(largest: ReadonlyMap<string, number>, objectives: readonly Objective[]): Metric[] {
  const isObjective = (key: string) => objectives.some(({ metric }) => metric === key);
  const onlyAsked = (key: string) => key === 'bitops' || fractions.has(key);
  const shown = Object.keys(labels).filter((key) => !onlyAsked(key) || isObjective(key));
  return shown.flatMap((key) => {
    const most = largest.get(key);
    if (most === undefined) return [];
    const goal = objectives.find((one) => one.metric === key)?.goal ?? (key === 'accuracy' ? 'maximize' : 'minimize');
    return [metric(key, goal, most)];
  });
}

function metric(key: string, goal: Objective['goal'], largest: number): Metric {
  const { factor, unit, decimals } = scaleOf(key, largest);
  return {
    key,
    label: labels[key] ?? key,
    goal,
    unit,
    decimals,
    factor,
    of: (network) => {
      const value = network.metrics[key];
      return value === undefined ? undefined : value / factor;
    },
  };
}

/** What a decision takes, as an axis. Of names it is the place among the values, as written. */
export function decisionMetric({ path, values }: DecisionDescription): Metric {
  const areNumbers = values.every((value) => typeof value === 'number');
  return {
    key: `decision ${path}`,
    label: path,
    unit: '',
    decimals: 0,
    factor: 1,
    goal: 'minimize',
    ...(areNumbers
      ? { values: values.map(Number).sort((a, b) => a - b) }
      : { values: [...values.keys()], names: values.map(String) }),
    of: ({ config }) => {
      const taken = config[path];
      if (taken === undefined) return undefined;
      return areNumbers ? Number(taken) : values.indexOf(taken);
    },
  };
}

function scaleOf(key: string, largest: number): { factor: number; unit: string; decimals: number } {
  if (key === 'accuracy') return { factor: 0.01, unit: '%', decimals: 1 };
  if (fractions.has(key)) return { factor: 1, unit: '', decimals: 3 };
  return scaleFor(largest, inBytes.has(key) ? 'B' : '');
}

/**
 * A decimal prefix, and decimals that give the largest value three digits: 698,000,000 is 0.698 G, which is how the
 * field writes MACs, 18,500,000 is 18.5 M, 76,300 is 76.3 k.
 */
export function scaleFor(largest: number, base: string): { factor: number; unit: string; decimals: number } {
  const prefixes = [
    { factor: 1e12, from: 1e11, prefix: 'T' },
    { factor: 1e9, from: 1e8, prefix: 'G' },
    { factor: 1e6, from: 1e6, prefix: 'M' },
    { factor: 1e3, from: 1e3, prefix: 'k' },
  ];
  const { factor, prefix } = prefixes.find((one) => largest >= one.from) ?? { factor: 1, prefix: '' };
  const magnitude = Math.floor(Math.log10(Math.max(largest / factor, 1e-9)));
  return { factor, unit: prefix + base, decimals: factor === 1 ? 0 : Math.max(0, Math.min(3, 2 - magnitude)) };
}
