import type { RunWatcher } from '../run/context.ts';
import type { RunOutcome } from '../run/run.ts';
import { exitCodes } from './exit-codes.ts';
import { showProgress } from './progress.ts';

/**
 * Carries a run out with its progress on stderr and prints its folder last. A first SIGINT or SIGTERM stops it where
 * it can be resumed (exit 130); a second one ends the process at once, which loses at most the step in progress.
 */
export async function carryOn(work: (watcher: RunWatcher, signal: AbortSignal) => Promise<RunOutcome>): Promise<void> {
  const stop = new AbortController();
  const onSignal = (): void => {
    if (stop.signal.aborted) process.exit(exitCodes.interrupted);
    stop.abort();
    process.stderr.write('\nstopping where the run can be resumed; once more to stop at once\n');
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  const progress = showProgress(process.stderr);
  try {
    const { folder, front, finished } = await work(progress, stop.signal);
    progress.done();
    if (finished) {
      const control = front.control ? `, the random control's ${front.control.hypervolume.toFixed(4)}` : '';
      process.stderr.write(
        `finished: a front of ${front.points.length} sub-networks, hypervolume ${front.hypervolume.toFixed(4)}${control}\n`,
      );
    } else {
      process.stderr.write(`interrupted: go on with: lithe resume ${folder}\n`);
      process.exitCode = exitCodes.interrupted;
    }
    process.stdout.write(`${folder}\n`);
  } finally {
    progress.done();
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
  }
}
