import { Option } from 'commander';
import { LitheError } from '../errors.ts';
import { type Device, deviceNames } from '../session/session.ts';
import { probeDevices } from './probe-devices.ts';

export type DeviceChoice = 'auto' | Device;

export function deviceOption(meaning: string): Option {
  return new Option('--device <name>', meaning).choices(['auto', ...deviceNames]);
}

/** The device, where it can train here. Throws a LitheError with the reason where it cannot. */
export async function settleDevice(device: DeviceChoice): Promise<Device> {
  if (device === 'cpu') return device;
  const { reports, fastest } = await probeDevices();
  if (device === 'auto') return fastest;
  const { available, reason } = reports.find((report) => report.device === device)!;
  if (!available)
    throw new LitheError(
      `The device ${device} cannot be used here: ${reason}. Choose another: --device cpu or --device auto`,
    );
  if (device === 'webgpu') return device;
  throw new LitheError(
    `--device ${device}: it is here, but runs are on the cpu or on webgpu only: write --device webgpu, or leave it out.`,
  );
}
