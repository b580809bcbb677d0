import { type Command, Option } from 'commander';
import { LitheError } from '../errors.ts';
import { startRun } from '../run/run.ts';
import { type Device, deviceNames } from '../session/session.ts';
import { carryOn } from './carry-on.ts';
import { wholeNumber } from './options.ts';
import { probeDevices } from './probe-devices.ts';
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
    .addOption(
      new Option('--device <name>', 'what trains and measures').choices(['auto', ...deviceNames]).default('auto'),
    )
    .option('--seed <number>', 'in place of what the file says', wholeNumber(0))
    .option('--evaluations <number>', 'in place of what the file says', wholeNumber(1))
    .option('--epochs <number>', 'in place of what the file says', wholeNumber(1))
    .action((file: string, { search, runs, device, ...overrides }: Options) =>
      carryOn((watcher, signal) =>
        startRun({ file, search, runs, device: () => settleDevice(device), overrides, versions }, watcher, signal),
      ),
    );
}

/** The device, where it can train here. Throws a LitheError with the reason where it cannot. */
async function settleDevice(device: Options['device']): Promise<Device> {
  if (device === 'cpu') return device;
  const { reports, fastest } = await probeDevices();
  if (device === 'auto') return fastest;
  const { available, reason } = reports.find((report) => report.device === device)!;
  if (!available) throw new LitheError(`--device ${device} cannot be used here: ${reason}. Leave --device out.`);
  if (device === 'webgpu') return device;
  throw new LitheError(
    `--device ${device}: it is here, but runs are on the cpu or on webgpu only: write --device webgpu, or leave it out.`,
  );
}
