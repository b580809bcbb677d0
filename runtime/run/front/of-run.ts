import type { Search, Space } from '../../../language/index.ts';
import { nonDominated } from '../../search/archive/domination.ts';
import { type HypervolumeBox, normalizedHypervolume } from '../../search/archive/hypervolume-box.ts';
import { kneeOf } from '../../search/archive/knee.ts';
import { lossesOf, type Problem } from '../../search/problem.ts';
import type { HeldEvaluation, Ledger } from '../ledger.ts';
import type { Front, FrontPoint } from './front.ts';

/** Those of the evaluations that meet the requirements and that no other one dominates, with their hypervolume. */
export function nonDominatedOf(problem: Problem, box: HypervolumeBox, evaluations: readonly HeldEvaluation[]) {
  const met = evaluations.filter(({ genome, metrics }) => problem.meets(genome, metrics));
  const losses = met.map(({ metrics }) => lossesOf(problem, metrics));
  const members = nonDominated(losses);
  const seen = new Set<string>();
  const front = members.flatMap((index) => {
    // Networks with equal metrics do not dominate each other, but one network measured twice is one member.
    if (seen.has(met[index]!.key)) return [];
    seen.add(met[index]!.key);
    return [{ evaluation: met[index]!, losses: losses[index]! }];
  });
  return {
    members: front.map(({ evaluation }) => evaluation),
    losses: front.map(({ losses }) => losses),
    hypervolume: normalizedHypervolume(
      problem,
      box,
      front.map(({ losses }) => losses),
    ),
  };
}

/** The front of a run on the newest weights that the search has measured anything on. */
export function frontOfRun(
  ledger: Ledger,
  asked: { readonly search: Search; readonly space: Space; readonly problem: Problem; readonly box: HypervolumeBox },
): Front {
  const { search, space, problem, box } = asked;
  const epoch = Math.max(0, ...ledger.evaluations.map((evaluation) => evaluation.epoch));
  const searched = ledger.of('search', epoch);
  const drawn = ledger.of('control', epoch);
  const point = ({ id, config, metrics }: HeldEvaluation): FrontPoint => {
    const test = ledger.tests.get(id);
    return { id, config, metrics, ...(test && { test }) };
  };
  const { members, losses, hypervolume } = nonDominatedOf(problem, box, searched);
  const knee = kneeOf(losses);
  const control = drawn.length > 0 ? nonDominatedOf(problem, box, drawn) : undefined;
  const along = search.objectives.find(({ goal }) => goal === 'minimize') ?? search.objectives[0]!;
  const rising = (a: FrontPoint, b: FrontPoint): number => a.metrics[along.metric]! - b.metrics[along.metric]!;
  return {
    search: search.name,
    space: space.name,
    objectives: search.objectives.map(({ metric, goal }) => ({ name: metric, goal })),
    reference: box.reference,
    hypervolume,
    points: members.map(point).sort(rising),
    ...(knee !== undefined && { knee: members[knee]!.id }),
    evaluated: searched.map(point),
    ...(control && {
      control: {
        hypervolume: control.hypervolume,
        points: control.members.map(point).sort(rising),
        evaluations: drawn.length,
      },
    }),
    ends: ledger.of('reference', epoch).map(point),
  };
}
