import type { Command } from 'commander';
import { startRun } from '../run/run.ts';
import { carryOn } from './carry-on.ts';
import { type DeviceChoice, deviceOption, settleDevice } from './device.ts';
import { wholeNumber } from './options.ts';
import { versions } from './version.ts';

interface Options {
  readonly search?: string;
  readonly runs: string;
  readonly device: DeviceChoice;
  readonly seed?: number;
  readonly evaluations?: number;
  readonly epochs?: number;
}

/** `lithe run FILE`: fine-tunes and searches, and prints the run's folder last. */
export function addRun(program: Command): void {
  program
    .command('run')
    .description('fine-tune the super-network, search it, measure the front')
    .argument('<file>', '.lithe file')
    .option('--search <name>', 'which search, where the file has several')
    .option('--runs <folder>', 'where the folder of the run is made', 'runs')
    .addOption(deviceOption('what trains and measures').default('auto'))
    .option('--seed <number>', 'in place of what the file says', wholeNumber(0))
    .option('--evaluations <number>', 'in place of what the file says', wholeNumber(1))
    .option('--epochs <number>', 'in place of what the file says', wholeNumber(1))
    .action((file: string, { search, runs, device, ...overrides }: Options) =>
      carryOn((watcher, signal) =>
        startRun({ file, search, runs, device: () => settleDevice(device), overrides, versions }, watcher, signal),
      ),
    );
}
