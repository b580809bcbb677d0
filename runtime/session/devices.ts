import { availableParallelism } from 'node:os';
import { encode } from '../graph/encode.ts';
import { Graph } from '../graph/graph.ts';
import { neg } from '../graph/operations.ts';
import { createSession, type Device, deviceNames, missingDevice } from './session.ts';

export interface DeviceReport {
  readonly device: Device;
  readonly available: boolean;
  /** What it is, or why it cannot be used here. */
  readonly reason: string;
}

/** Every device, found out by compiling a small model for it. */
export async function devices(): Promise<DeviceReport[]> {
  const reports: DeviceReport[] = [];
  for (const device of deviceNames) reports.push(await tryDevice(device));
  return reports;
}

/** Whether a device can be used here, found out by compiling a small model for it. */
export async function tryDevice(device: Device): Promise<DeviceReport> {
  const graph = new Graph();
  graph.output('y', neg(graph.input('x', 'float32', [1])));
  try {
    const session = await createSession(encode(graph, 'portable'), { device, threads: 1, arena: false });
    await session.release();
    return { device, available: true, reason: available(device) };
  } catch (error) {
    const reason = missingDevice((error as Error).cause) ?? (error as Error).message;
    return { device, available: false, reason };
  }
}

function available(device: Device): string {
  return device === 'cpu' ? `${availableParallelism()} cores` : 'ready';
}
