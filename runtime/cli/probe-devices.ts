import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Command } from 'commander';
import { type DeviceReport, devices } from '../session/devices.ts';
import { fastestDevice } from '../session/fastest-device.ts';
import { type Device, deviceNames } from '../session/session.ts';
import { printJson } from './options.ts';

interface Probe {
  readonly reports: readonly DeviceReport[];
  readonly fastest: Device;
}

const command = 'probe-devices';

/** `lithe probe-devices`, which `probeDevices` starts. */
export function addProbeDevices(program: Command): void {
  program.command(command, { hidden: true }).action(async () => {
    const reports = await devices();
    printJson({ reports, fastest: await fastestDevice(reports) } satisfies Probe);
  });
}

/**
 * What can run here, found out in a process of its own: libraries of graphics drivers write to stderr as they like, and may
 * end the process that loads them.
 */
export async function probeDevices(): Promise<Probe> {
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [process.argv[1]!, command]);
    return JSON.parse(stdout) as Probe;
  } catch {
    const reason = 'the process that tried it came to an end';
    const reports = deviceNames.map((device) =>
      device === 'cpu' ? { device, available: true, reason: 'always here' } : { device, available: false, reason },
    );
    return { reports, fastest: 'cpu' };
  }
}
