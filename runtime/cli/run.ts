import { type Command, Option } from 'commander';
import { LitheError } from '../errors.ts';
import { startRun } from '../run/run.ts';
import { tryDevice } from '../session/devices.ts';
import { type Device, deviceNames } from '../session/session.ts';
import { carryOn } from './carry-on.ts';
import { wholeNumber } from './options.ts';
import { versions } from './version.ts';

interface Options {
  readonly search?: string;
  readonly runs: string;
  readonly device: 'auto' | Device;
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
    .addOption(new Option('--device <name>', 'what computes').choices(['auto', ...deviceNames]).default('auto'))
    .option('--seed <number>', 'in place of what the file says', wholeNumber(0))
    .option('--evaluations <number>', 'in place of what the file says', wholeNumber(1))
    .option('--epochs <number>', 'in place of what the file says', wholeNumber(1))
    .action(async (file: string, { search, runs, device, ...overrides }: Options) => {
      if (device !== 'auto' && device !== 'cpu') {
        const { available, reason } = await tryDevice(device);
        throw new LitheError(
          available
            ? `--device ${device}: it is here, but this version trains and measures on the cpu only: leave --device out.`
            : `--device ${device} cannot be used here: ${reason}. Leave --device out: runs are on the cpu.`,
        );
      }
      await carryOn((watcher, signal) =>
        startRun({ file, search, runs, device: 'cpu', overrides, versions }, watcher, signal),
      );
    });
}
