import {
  activity,
  type CostMetric,
  canonical,
  costMetrics,
  costRange,
  costsAt,
  countSubnetworks,
  type Genome,
  type Requirement,
  type Search,
  type Space,
} from '../../language/index.ts';
import { LitheError } from '../errors.ts';
import type { Problem } from './problem.ts';

/** Costs under the names that searches use for them. */
const costNames: Readonly<Record<string, CostMetric>> = {
  ...Object.fromEntries(costMetrics.map((metric) => [metric, metric])),
  size: 'bytes',
};

/**
 * The problem that a search poses on its space. Of the costs it has those that objectives and requirements read, and
 * MACs and parameters, from which predictors learn.
 * Throws a LitheError where the exact range of one of these costs cannot be had.
 */
export function problemOf(
  space: Space,
  search: Pick<Search, 'objectives'> & {
    readonly requirements: readonly Pick<Requirement, 'text' | 'metrics' | 'holds'>[];
  },
): Problem {
  const read = new Set([
    ...search.objectives.map(({ metric }) => metric),
    ...search.requirements.flatMap(({ metrics }) => metrics),
  ]);
  const isCost = (metric: string) => Object.hasOwn(costNames, metric);
  const names = [...new Set(['macs', 'params', ...[...read].filter(isCost)])];
  const exact = search.requirements.filter(({ metrics }) => metrics.every(isCost));
  const measured = search.requirements.filter((requirement) => !exact.includes(requirement));
  return {
    decisions: space.decisions,
    objectives: search.objectives,
    count: countSubnetworks(space),
    costRange: Object.fromEntries(names.map((name) => [name, exactRange(space, name)])),
    measured: [...read].filter((metric) => !isCost(metric)),
    requirements: search.requirements.map(({ text }) => text),
    canonical: (genome) => canonical(space, genome),
    activity: (genome) => activity(space, genome),
    costs: (genome: Genome) => {
      const costs = costsAt(space, genome);
      return Object.fromEntries(names.map((name) => [name, costs[costNames[name]!]]));
    },
    feasible: (genome, costs) => exact.every((requirement) => requirement.holds(genome, costs)),
    meets: (genome, metrics) => measured.every((requirement) => requirement.holds(genome, metrics)),
  };
}

function exactRange(space: Space, name: string): readonly [number, number] {
  const range = costRange(space, costNames[name]!);
  if ('problem' in range)
    throw new LitheError(`${space.name}: the range of ${name} is not known: ${range.problem.message}`);
  return [range.smallest.value, range.largest.value];
}
