import type { Command } from 'commander';
import { resumeRun } from '../run/run.ts';
import { carryOn } from './carry-on.ts';
import { type DeviceChoice, deviceOption, settleDevice } from './device.ts';

interface Options {
  readonly conclude?: boolean;
  readonly device?: DeviceChoice;
}

/** `lithe resume RUN`: goes on where a run stopped; a finished run is left as it is. */
export function addResume(program: Command): void {
  program
    .command('resume')
    .description('go on where a run stopped')
    .argument('<run>', 'folder of the run')
    .option('--conclude', 'explore no further: measure the front as it is on held-out data, and finish')
    .addOption(deviceOption('what trains and measures from here on, where it is not to be what it was'))
    .action((run: string, { conclude = false, device }: Options) =>
      carryOn((watcher, signal) =>
        resumeRun(run, watcher, signal, { conclude, device: (before) => settleDevice(device ?? before) }),
      ),
    );
}
