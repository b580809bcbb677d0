import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Latency } from '../../runtime/run/latency.ts';
import { type Lithe, reasonIn } from '../run/lithe.ts';
import type { LatencyAnswer, RunDescription } from './messages.ts';

/** Times a sub-network of a run on this machine, in a process of its own: `lithe latency`. */
export async function measureLatency(lithe: Lithe, run: RunDescription, id: number): Promise<LatencyAnswer> {
  const given = ['latency', run.folder, '--pick', String(id), '--json'];
  const measuring = lithe.start({ arguments: given, folder: dirname(run.file) });
  if ((await measuring.ended) !== 0) return { problem: reasonIn(measuring.log) };
  const last = readFileSync(measuring.log, 'utf8').trim().split('\n').at(-1)!;
  const { median, quartiles, threads, device, runs }: Latency = JSON.parse(last);
  return { median, quartiles, threads, device, runs };
}
