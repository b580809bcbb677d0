import type { Command } from 'commander';
import { resumeRun } from '../run/run.ts';
import { carryOn } from './carry-on.ts';

/** `lithe resume RUN`: goes on where a run stopped; a finished run is left as it is. */
export function addResume(program: Command): void {
  program
    .command('resume')
    .description('go on where a run stopped')
    .argument('<run>', 'folder of the run')
    .action((run: string) => carryOn((watcher, signal) => resumeRun(run, watcher, signal)));
}
