import type { Expression } from '../cost/expression.ts';
import type { Space } from '../space/space.ts';
import { firstFree } from '../space/variables.ts';
import { linearForm } from './linear-form.ts';
import { metricNames } from './metrics.ts';
import type { Requirement } from './search.ts';

/** A bound that a requirement puts on one metric alone. */
export interface MetricLimit {
  /** As the requirement is written: `params <= 80M`. */
  readonly text: string;
  readonly metric: string;
  /** Whether the metric is this at most or at least. */
  readonly side: 'most' | 'least';
  /** In the metric's own unit: operations, bytes, a share of 1. */
  readonly value: number;
}

/** What requirements say of single metrics; those that weigh several, or read decisions too, are no line on one axis. */
export function metricLimits(space: Space, requirements: readonly Requirement[]): MetricLimit[] {
  const first = firstFree(space);
  const isMetric = (variable: number) => variable >= first;
  const limitsOf = (condition: Expression, text: string): MetricLimit[] => {
    if (condition.kind !== 'apply') return [];
    const { operation, operands } = condition;
    if (operation === 'and') return operands.flatMap((operand) => limitsOf(operand, text));
    if (operation !== 'less' && operation !== 'less_equal') return [];
    const form = linearForm(operands[0]!, operands[1]!, isMetric);
    const [[variable, weight] = [0, 0], ...others] = [...(form?.weights ?? [])];
    const metric = metricNames[variable - first];
    if (form === undefined || metric === undefined || weight === 0 || others.length > 0 || form.rest.length > 0)
      return [];
    return [{ text, metric, side: weight > 0 ? 'most' : 'least', value: -form.constant / weight }];
  };
  return requirements.flatMap(({ condition, text }) => limitsOf(condition, text));
}
