import type { Command } from 'commander';
import { resumeRun } from '../run/run.ts';
import { carryOn } from './carry-on.ts';

/** `lithe resume RUN`: goes on where a run stopped; a finished run is left as it is. */
export function addResume(program: Command): void {
  program
    .command('resume')
    .description('go on where a run stopped')
    .argument('<run>', 'folder of the run')
    .option('--conclude', 'explore no further: measure the front as it is on held-out data, and finish')
    .action((run: string, { conclude = false }: { readonly conclude?: boolean }) =>
      carryOn((watcher, signal) => resumeRun(run, watcher, signal, { conclude })),
    );
}
