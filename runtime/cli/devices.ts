import type { Command } from 'commander';
import { columns } from '../run/front/table.ts';
import { printJson } from './options.ts';
import { probeDevices } from './probe-devices.ts';

/** `lithe devices`: what can run here, each tried with a small model. */
export function addDevices(program: Command): void {
  program
    .command('devices')
    .description('what can run here')
    .option('--json', 'one JSON array on stdout')
    .action(async ({ json }: { json?: true }) => {
      const { reports } = await probeDevices();
      if (json) return printJson(reports);
      const rows = reports.map(({ device, available, reason }) => [device, available ? 'yes' : 'no', reason]);
      process.stdout.write(`${columns(rows)}\n`);
    });
}
