import type { SubNetwork } from '../run/history.ts';
import type { Metric } from '../run/metric.ts';
import type { Progress } from '../run/progress.ts';
import type { RunView } from '../run/view.ts';
import { difference, figure, withUnit } from './figures.ts';

/** The state line: `Searching, 140 of 250`. */
export function stateWords(view: RunView, progress: Progress): string {
  const { run } = view;
  const epoch = `epoch ${Math.min(run.epochs, Math.floor(progress.epoch) + 1)} of ${run.epochs}`;
  const searched = `${progress.searched} of ${run.evaluations}`;
  const place = progress.epoch < run.epochs ? `in ${epoch}` : `at ${searched}`;
  switch (progress.state) {
    case 'waiting':
      return 'Starting';
    case 'finetuning':
      return `Fine-tuning, ${epoch}`;
    case 'searching':
      return progress.epoch < run.epochs ? `Searching after ${epoch}` : `Searching, ${searched}`;
    case 'controlling':
      return `Random control, ${progress.controlled} of ${progress.toControl}`;
    case 'testing':
      return 'Measuring on held-out data';
    case 'finished':
      return 'Finished';
    case 'interrupted':
      return `Interrupted ${place}`;
    case 'failed':
      return `Failed ${place}`;
  }
}

/** `#133`, or the reference's name. */
export function title(view: RunView, network: SubNetwork): string {
  if (network === view.largest) return 'Largest';
  return network === view.smallest ? 'Smallest' : `#${network.id}`;
}

/** What a sub-network is to the front. */
export function standing(view: RunView, network: SubNetwork): string {
  if (network.source === 'reference') return 'reference';
  if (network.source === 'control') return 'random control';
  if (network === view.knee) return 'front, knee';
  return view.onFront.has(network) ? 'front' : 'dominated';
}

/** For the live region: `#133, front: 90.5 percent, 0.434 G MACs, −38 % against the largest.` */
export function spoken(view: RunView, network: SubNetwork): string {
  const parts = view.metrics.slice(0, 2).map((metric) => spokenFigure(metric, network));
  const macs = view.metrics.find((metric) => metric.key === 'macs');
  const delta = macs && view.largest && network !== view.largest ? difference(macs, network, view.largest) : '';
  return `${title(view, network)}, ${standing(view, network)}: ${parts.join(', ')}${delta ? `, ${delta} against the largest` : ''}.`;
}

function spokenFigure(metric: Metric, network: SubNetwork): string {
  const value = metric.of(network);
  if (value === undefined) return `${metric.label} unknown`;
  return metric.key === 'accuracy'
    ? `${figure(metric, value)} percent`
    : `${withUnit(metric, network)} ${metric.label}`;
}

/** For the live region, at every tenth evaluation and when the state changes. */
export function spokenProgress(view: RunView, progress: Progress): string {
  const volume = view.history.rounds.filter((round) => round.source === 'search').at(-1)?.hypervolume;
  const front = view.front.length > 0 ? `, ${view.front.length} on the front` : '';
  return `${stateWords(view, progress)}${front}${volume === undefined ? '' : `, hypervolume ${volume.toFixed(3)}`}.`;
}
