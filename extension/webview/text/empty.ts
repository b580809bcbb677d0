import type { Progress } from '../run/progress.ts';
import type { RunView } from '../run/view.ts';

/** What stands in the chart before the first evaluation: why it is empty, and when it will not be. */
export function emptyWords({ run }: RunView, progress: Progress): string {
  switch (progress.state) {
    case 'waiting':
      return 'The run is preparing its data and its network.';
    case 'finetuning':
      return `No evaluations yet. The first follow epoch ${Math.min(run.epochs, Math.floor(progress.epoch) + 1)}.`;
    case 'failed':
    case 'interrupted':
      return 'No evaluations yet. The search follows fine-tuning.';
    case 'finished':
      return 'The run made no evaluations.';
    case 'searching':
    case 'controlling':
    case 'testing':
      return 'The first sub-network is being evaluated.';
  }
}
