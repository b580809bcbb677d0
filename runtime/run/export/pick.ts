import { LitheError } from '../../errors.ts';
import type { Front } from '../front/front.ts';
import type { HeldEvaluation, Ledger } from '../ledger.ts';

/** Metrics of which more is better where no objective says so. */
const QUALITIES = ['accuracy'];

/**
 * The evaluation that `knee`, `best:METRIC` or an id means, on the last weights of a run.
 * Throws a LitheError that says what could be picked.
 */
export function pickEvaluation(pick: string, front: Front, ledger: Ledger, epoch: number): HeldEvaluation {
  const onLastWeights = ledger.evaluations.filter((evaluation) => evaluation.epoch === epoch);
  if (front.points.length === 0 || onLastWeights.length === 0) {
    throw new LitheError(
      '--pick: this run has measured nothing on its last weights yet: let it finish with `lithe resume`.',
    );
  }
  const id = pick === 'knee' ? front.knee : pick.startsWith('best:') ? bestOf(pick.slice(5), front) : Number(pick);
  const found = onLastWeights.find((evaluation) => evaluation.id === id);
  if (found) return found;
  const members = front.points.map((point) => point.id).join(', ');
  throw new LitheError(
    `--pick ${pick}: no evaluation of that id on the last weights: give knee, best:METRIC, or one of the front's ${members}.`,
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
