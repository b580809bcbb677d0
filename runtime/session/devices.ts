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
  const graph = new Graph();
  graph.output('y', neg(graph.input('x', 'float32', [1])));
  const model = encode(graph, 'portable');
  const reports: DeviceReport[] = [];
  for (const device of deviceNames) {
    try {
      const session = await createSession(model, { device, threads: 1, arena: false });
      await session.release();
      reports.push({ device, available: true, reason: available(device) });
    } catch (error) {
      reports.push({
        device,
        available: false,
        reason: missingDevice((error as Error).cause) ?? (error as Error).message,
      });
    }
  }
  return reports;
}

function available(device: Device): string {
  return device === 'cpu' ? `${availableParallelism()} cores` : 'ready';
}
