import { Command, CommanderError } from 'commander';
import { addCheck } from './check.ts';
import { addDevices } from './devices.ts';
import { addEstimate } from './estimate.ts';
import { exitCodes } from './exit-codes.ts';
import { addExport } from './export.ts';
import { addFormat } from './format.ts';
import { addFront } from './front.ts';
import { addLatency } from './latency.ts';
import { addLsp } from './lsp.ts';
import { addProbeDevices } from './probe-devices.ts';
import { reportFailure } from './report-failure.ts';
import { addResume } from './resume.ts';
import { addRun } from './run.ts';
import { addSample } from './sample.ts';
import { version } from './version.ts';

const commands = [
  addCheck,
  addEstimate,
  addSample,
  addFormat,
  addRun,
  addResume,
  addFront,
  addExport,
  addLatency,
  addDevices,
  addProbeDevices,
  addLsp,
];

/** Runs the `lithe` command. Sets the process's exit code; never rejects. */
export async function runCommandLine(argv: readonly string[]): Promise<void> {
  // A reader that has seen enough (`lithe sample … | head`) is no failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(exitCodes.done);
  });
  const program = new Command('lithe')
    .description('Write elastic super-networks, see their price, fine-tune and search them, take sub-networks home.')
    .version(version)
    .exitOverride()
    .showHelpAfterError('Run `lithe help` or `lithe help COMMAND` for what there is.');
  for (const add of commands) add(program);
  try {
    await program.parseAsync(argv);
  } catch (error) {
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
    else process.exitCode = reportFailure(error);
  }
}
