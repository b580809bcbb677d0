import { createHash } from 'node:crypto';
import {
  activity,
  canonical,
  costMetrics,
  costRange,
  costsAt,
  countSubnetworks,
  extents,
  type Genome,
  largest,
  networkAt,
  type Search,
  type Space,
  storedTensors,
} from '../../language/index.ts';
import { LitheError } from '../errors.ts';
import { type HypervolumeBox, hypervolumeBox } from '../search/archive/hypervolume-box.ts';
import type { Metrics, Problem } from '../search/problem.ts';

/** What a search asks of its space, as strategies know it, with the box in which its fronts are compared. */
export function problemOf(space: Space, search: Search): { readonly problem: Problem; readonly box: HypervolumeBox } {
  const costRanges = rangesOf(space);
  const isCost = (metric: string): boolean => Object.hasOwn(costRanges, metric);
  const before = search.requirements.filter(({ metrics }) => metrics.every(isCost));
  const after = search.requirements.filter(({ metrics }) => !metrics.every(isCost));
  const read = [
    ...search.objectives.map(({ metric }) => metric),
    ...search.requirements.flatMap(({ metrics }) => metrics),
  ];
  const problem: Problem = {
    decisions: space.decisions,
    objectives: search.objectives,
    // Where activity is too entangled to count, the space is far larger than any budget.
    count: countSubnetworks(space) ?? BigInt(Number.MAX_SAFE_INTEGER),
    costRange: costRanges,
    measured: [...new Set(read)].filter((metric) => !isCost(metric)),
    requirements: search.requirements.map(({ text }) => text),
    canonical: (genome) => canonical(space, genome),
    activity: (genome) => activity(space, genome),
    costs: (genome) => costsOf(space, genome),
    feasible: (genome, costs) => before.every((requirement) => requirement.holds(genome, costs)),
    meets: (genome, metrics) => after.every((requirement) => requirement.holds(genome, metrics)),
  };
  const classes = extents(outputType(space)).at(-1)!;
  return { problem, box: hypervolumeBox(problem, { accuracy: { reference: 1 / classes, ideal: 1 } }) };
}

/** Exact [smallest, largest] of every cost over the space. Throws a LitheError where one cannot be had. */
function rangesOf(space: Space): Record<string, readonly [number, number]> {
  const ranges = costMetrics.map((metric) => {
    const range = costRange(space, metric);
    if ('problem' in range) {
      const { file, line, column } = space.source;
      throw new LitheError(`${file}:${line}:${column}: ${range.problem.message}`);
    }
    return [metric, [range.smallest.value, range.largest.value]] as const;
  });
  return Object.fromEntries(withSize(ranges));
}

/** All costs of a sub-network in whole units, by the names that objectives and requirements have for them. */
function costsOf(space: Space, genome: Genome): Metrics {
  const costs = costsAt(space, genome);
  return Object.fromEntries(withSize(costMetrics.map((metric) => [metric, costs[metric]] as const)));
}

/** An objective calls the bytes of the weights `size`. */
function withSize<Value>(entries: readonly (readonly [string, Value])[]): (readonly [string, Value])[] {
  return entries.flatMap(([name, value]) =>
    name === 'bytes'
      ? [
          [name, value],
          ['size', value],
        ]
      : [[name, value]],
  );
}

function outputType(space: Space) {
  const network = networkAt(space, largest(space));
  return network.values[network.output]!;
}

/** Equal where two spaces have the same decisions and the same stored tensors: where a run of one is a run of the other. */
export function fingerprintOf(space: Space): string {
  const meaning = [
    space.decisions.map(({ path, values }) => [path, values]),
    storedTensors(space).map(({ path, shape }) => [path, shape]),
  ];
  return createHash('sha256').update(JSON.stringify(meaning)).digest('hex').slice(0, 16);
}
