import type { Genome } from '../../../language/index.ts';
import { LitheError } from '../../errors.ts';
import type { Front } from '../front/front.ts';
import type { HeldEvaluation, Ledger } from '../ledger.ts';

/** Metrics of which more is better where no objective says so. */
const QUALITIES = ['accuracy'];

/**
 * The evaluation that `knee`, `best:METRIC`, an id or the name of a configuration means, on the last weights of a run.
 * Throws a LitheError that says what could be picked.
 * @param named the sub-network that a configuration of that name declares
 */
export function pickEvaluation(
  pick: string,
  front: Front,
  ledger: Ledger,
  epoch: number,
  named: (name: string) => Genome | undefined,
): HeldEvaluation {
  const onLastWeights = ledger.evaluations.filter((evaluation) => evaluation.epoch === epoch);
  if (front.points.length === 0 || onLastWeights.length === 0) {
    throw new LitheError(
      '--pick: this run has measured nothing on its last weights yet: let it finish with `lithe resume`.',
    );
  }
  const id = pick === 'knee' ? front.knee : pick.startsWith('best:') ? bestOf(pick.slice(5), front) : Number(pick);
  const isName = Number.isNaN(id);
  const genome = isName ? named(pick) : undefined;
  const found = onLastWeights.find((one) => (isName ? one.genome.join() === genome?.join() : one.id === id));
  if (found) return found;
  if (genome !== undefined) {
    throw new LitheError(
      `--pick ${pick}: this run has not measured that configuration: give knee, best:METRIC, or the id of one that it has.`,
    );
  }
  const members = front.points.map((point) => point.id).join(', ');
  throw new LitheError(
    `--pick ${pick}: no evaluation of that id on the last weights, and no configuration of that name: give knee, best:METRIC, or one of the front's ${members}.`,
  );
}

function bestOf(metric: string, { points, objectives }: Front): number {
  const known = points.filter(({ metrics }) => metrics[metric] !== undefined);
  if (known.length === 0) {
    const names = Object.keys(points[0]!.metrics).join(', ');
    throw new LitheError(`--pick best:${metric}: no such metric: this run has ${names}.`);
  }
  const declared = objectives.find(({ name }) => name === metric)?.goal;
  const isMore = declared ? declared === 'maximize' : QUALITIES.includes(metric);
  const sorted = known.toSorted((a, b) => (a.metrics[metric]! - b.metrics[metric]!) * (isMore ? -1 : 1));
  return sorted[0]!.id;
}
