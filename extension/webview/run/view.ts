import type { RunDescription } from '../../front/messages.ts';
import { knee, nonDominated, stairs } from './front.ts';
import type { RunHistory, SubNetwork } from './history.ts';
import { type LayeredSpace, layersOf } from './layers.ts';
import { type Metric, metricsOf } from './metric.ts';

/** What every part of the page draws from: the run's history, seen from the newest weights. */
export interface RunView {
  readonly run: RunDescription;
  readonly history: RunHistory;
  readonly space: LayeredSpace;
  readonly metrics: readonly Metric[];
  /** Sub-networks that the search evaluated on the newest weights. */
  readonly networks: readonly SubNetwork[];
  /** The non-dominated of them over the run's objectives, by rising cost. */
  readonly front: readonly SubNetwork[];
  readonly onFront: ReadonlySet<SubNetwork>;
  readonly knee: SubNetwork | undefined;
  /** What the random control evaluated on the same weights. */
  readonly control: readonly SubNetwork[];
  /** Fronts on the weights of earlier epochs, oldest first. */
  readonly earlier: readonly (readonly SubNetwork[])[];
  readonly largest: SubNetwork | undefined;
  readonly smallest: SubNetwork | undefined;
  readonly newest: readonly SubNetwork[];
}

const newestShown = 6;

export function viewOf(run: RunDescription, history: RunHistory): RunView {
  const metrics = metricsOf(history.evaluations, run.objectives);
  const searched = history.evaluations.filter((one) => one.source === 'search');
  const weights = Math.max(...searched.map((one) => one.epoch));
  const networks = searched.filter((one) => one.epoch === weights);
  const objectives = objectivesOf(run, metrics);
  const cost = objectives.find((metric) => metric.goal === 'minimize');
  const frontOf = (set: readonly SubNetwork[]) => byRising(nonDominated(set, objectives), cost);
  const front = frontOf(networks);
  const [first, second] = [cost, objectives.find((metric) => metric !== cost)];
  const corners = first && second ? stairs(front, first, second) : [];
  const references = history.evaluations.filter((one) => one.source === 'reference');
  const size = (one: SubNetwork) => one.metrics.macs ?? 0;
  const bySize = [...references].sort((a, b) => size(a) - size(b));
  const epochs = [...new Set(searched.map((one) => one.epoch))]
    .filter((epoch) => epoch < weights)
    .sort((a, b) => a - b);
  return {
    run,
    history,
    space: layersOf(run.decisions),
    metrics,
    networks,
    front,
    onFront: new Set(front),
    knee: first && second ? knee(corners, first, second) : undefined,
    control: history.evaluations.filter((one) => one.source === 'control' && one.epoch === weights),
    earlier: epochs.map((epoch) => frontOf(searched.filter((one) => one.epoch === epoch))),
    largest: bySize.at(-1),
    smallest: bySize.length > 1 ? bySize[0] : undefined,
    newest: history.ending || history.phase !== 'search' ? [] : networks.slice(-newestShown),
  };
}

/** `size` is the objective's name for the metric `bytes`. */
function objectivesOf(run: RunDescription, metrics: readonly Metric[]): Metric[] {
  return run.objectives.flatMap((objective) => {
    const key = objective.metric === 'size' ? 'bytes' : objective.metric;
    const metric = metrics.find((one) => one.key === key);
    return metric ? [{ ...metric, goal: objective.goal }] : [];
  });
}

function byRising(front: SubNetwork[], cost: Metric | undefined): SubNetwork[] {
  return cost ? front.sort((a, b) => (cost.of(a) ?? 0) - (cost.of(b) ?? 0)) : front;
}
