import { type Command, Option } from 'commander';
import { measureLatency } from '../run/latency.ts';
import { type Device, deviceNames } from '../session/session.ts';
import { printJsonLine, wholeNumber } from './options.ts';

interface Options {
  readonly pick: string;
  readonly device: Device;
  readonly threads?: number;
  readonly batch: number;
  readonly json?: true;
}

/** `lithe latency RUN`: how long one sub-network takes on this machine. */
export function addLatency(program: Command): void {
  program
    .command('latency')
    .description('how long one sub-network takes on this machine')
    .argument('<run>', 'folder of the run')
    .requiredOption('--pick <which>', 'id of an evaluation, knee, or best:METRIC')
    .addOption(new Option('--device <device>', 'where it runs').choices(deviceNames).default('cpu'))
    .option('--threads <count>', 'threads within one operator; all cores where it is not given', wholeNumber(1))
    .option('--batch <count>', 'samples at once', wholeNumber(1), 1)
    .option('--json', 'one line of JSON on stdout, times in seconds')
    .action(async (run: string, { pick, json, ...options }: Options) => {
      const found = await measureLatency(run, pick, options);
      if (json) return printJsonLine(found);
      const { id, median, quartiles, device, threads, batch, runs } = found;
      const spread = quartiles.map((seconds) => (1000 * seconds).toFixed(3)).join(' to ');
      process.stdout.write(
        `#${id}: ${(1000 * median).toFixed(3)} ms for ${batch === 1 ? 'one sample' : `${batch} samples`} ` +
          `(half of ${runs} runs within ${spread} ms; ${device}, ${threads === 1 ? '1 thread' : `${threads} threads`})\n`,
      );
    });
}
