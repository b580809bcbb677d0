import type { RunDescription } from '../../front/messages.ts';
import type { Comparison } from './comparison.ts';
import { knee, stairs } from './front.ts';
import { grown, type Memory } from './growing.ts';
import type { RunHistory, SubNetwork } from './history.ts';
import { type LayeredSpace, layersOf } from './layers.ts';
import { decisionMetric, type Metric, metricsOf } from './metric.ts';

/** What every part of the page draws from: the run's history, seen from the newest weights. */
export interface RunView {
  readonly run: RunDescription;
  readonly history: RunHistory;
  readonly space: LayeredSpace;
  readonly metrics: readonly Metric[];
  /** What may be an axis: the metrics, then the decisions. */
  readonly axes: readonly Metric[];
  /** Sub-networks that the search evaluated on the newest weights. */
  readonly networks: readonly SubNetwork[];
  /** The non-dominated of them over the run's objectives, by rising cost. */
  readonly front: readonly SubNetwork[];
  readonly onFront: ReadonlySet<SubNetwork>;
  readonly knee: SubNetwork | undefined;
  /** What the random control evaluated on the same weights. */
  readonly control: readonly SubNetwork[];
  /** The non-dominated of them. */
  readonly controlFront: readonly SubNetwork[];
  /** Fronts on the weights of earlier epochs, oldest first. */
  readonly earlier: readonly (readonly SubNetwork[])[];
  readonly largest: SubNetwork | undefined;
  readonly smallest: SubNetwork | undefined;
  /** What has a mark of its own in the chart: the front and the references. */
  readonly marked: readonly SubNetwork[];
  readonly newest: readonly SubNetwork[];
  /** Other runs beside this one. */
  readonly compared: readonly Comparison[];
}

const newestShown = 6;

/** `memory` is of earlier views of the same history: with it, a view costs what is new. */
export function viewOf(
  run: RunDescription,
  history: RunHistory,
  memory: Memory = new WeakMap(),
  compared: readonly Comparison[] = [],
): RunView {
  const { search, control, reference } = history.evaluated;
  const metrics = metricsOf(history.largest, run.objectives);
  const weights = Math.max(...search.keys());
  const objectives = objectivesOf(run, metrics);
  const cost = objectives.find((metric) => metric.goal === 'minimize');
  const now = grown(memory, search.get(weights) ?? [], objectives);
  const front = byRising(now.front, cost);
  const [first, second] = [cost, objectives.find((metric) => metric !== cost)];
  const corners = first && second ? stairs(front, first, second) : [];
  const size = (one: SubNetwork) => one.metrics.macs ?? 0;
  const bySize = [...reference.values()].flat().sort((a, b) => size(a) - size(b));
  const [largest, smallest] = [bySize.at(-1), bySize.length > 1 ? bySize[0] : undefined];
  const epochs = [...search.keys()].filter((epoch) => epoch < weights).sort((a, b) => a - b);
  const controlled = grown(memory, control.get(weights) ?? [], objectives);
  return {
    run,
    history,
    space: layersOf(run.decisions),
    metrics,
    axes: [...metrics, ...run.decisions.map(decisionMetric)],
    networks: now.networks,
    front,
    onFront: new Set(front),
    knee: first && second ? knee(corners, first, second) : undefined,
    control: controlled.networks,
    controlFront: controlled.front,
    earlier: epochs.map((epoch) => grown(memory, search.get(epoch)!, objectives).front),
    largest,
    smallest,
    marked: [...front, largest, smallest].filter((one) => one !== undefined),
    newest: history.ending || history.phase !== 'search' ? [] : now.networks.slice(-newestShown),
    compared,
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

function byRising(front: readonly SubNetwork[], cost: Metric | undefined): SubNetwork[] {
  return cost ? front.toSorted((a, b) => (cost.of(a) ?? 0) - (cost.of(b) ?? 0)) : [...front];
}
