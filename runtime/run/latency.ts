import { availableParallelism } from 'node:os';
import { type InferenceSession, Tensor } from 'onnxruntime-node';
import { type Configuration, type Network, networkAt, storedTensors } from '../../language/index.ts';
import { LitheError } from '../errors.ts';
import { createSession, type Device } from '../session/session.ts';
import type { SettledTensors } from '../train/protocol.ts';
import { readLedger, readRun } from './asked.ts';
import { onnxModel } from './export/model.ts';
import { genomeNamed } from './export/named.ts';
import { pickEvaluation } from './export/pick.ts';
import { frontOfRun } from './front/of-run.ts';

export interface LatencyOptions {
  readonly device: Device;
  /** Absent: all cores. */
  readonly threads?: number | undefined;
  /** Samples at once. */
  readonly batch: number;
}

/** How long one batch takes, in seconds. */
export interface Latency {
  readonly id: number;
  readonly config: Configuration;
  readonly device: Device;
  readonly threads: number;
  readonly batch: number;
  /** Batches that were timed. */
  readonly runs: number;
  readonly median: number;
  readonly quartiles: readonly [number, number];
}

const warmUpSeconds = 0.3;
const measuredSeconds = 1.5;
const [fewestRuns, mostRuns] = [20, 2000];

/**
 * Times one sub-network of a run as the plain ONNX model that it is exported as, in this process. How long it takes does
 * not depend on what its weights are, so the run need not be over: they are any. Throws a LitheError where the run has no
 * such sub-network, its inputs cannot be made up, or this machine lacks the device.
 */
export async function measureLatency(run: string, pick: string, options: LatencyOptions): Promise<Latency> {
  const held = readRun(run);
  const { asked } = held;
  const ledger = readLedger(held);
  const newest = Math.max(0, ...ledger.evaluations.map(({ epoch }) => epoch));
  const { id, config, genome } = pickEvaluation(pick, frontOfRun(ledger, asked), ledger, newest, (name) =>
    genomeNamed(name, held),
  );
  const network = networkAt(asked.space, genome);
  const model = onnxModel(network, anyWeights(network), storedTensors(asked.space), {});
  const { device, batch, threads = availableParallelism() } = options;
  const session = await createSession(model, { device, threads, arena: true });
  try {
    const feeds = anyInputs(session, batch);
    await timed(session, feeds, warmUpSeconds, 3);
    const times = (await timed(session, feeds, measuredSeconds, fewestRuns)).sort((a, b) => a - b);
    const at = (share: number) => times[Math.round(share * (times.length - 1))]!;
    return { id, config, device, threads, batch, runs: times.length, median: at(0.5), quartiles: [at(0.25), at(0.75)] };
  } finally {
    await session.release();
  }
}

/** Seconds of every run. */
async function timed(
  session: InferenceSession,
  feeds: Readonly<Record<string, Tensor>>,
  seconds: number,
  fewest: number,
): Promise<number[]> {
  const times: number[] = [];
  const start = performance.now();
  while (times.length < fewest || (performance.now() - start < 1000 * seconds && times.length < mostRuns)) {
    const before = performance.now();
    await session.run(feeds);
    times.push((performance.now() - before) / 1000);
  }
  return times;
}

/** Small positive numbers, different from one another: variances among them are none below 0, and no product is denormal. */
function anyWeights(network: Network): SettledTensors {
  const uses = network.operators.flatMap(({ tensors }) => Object.values(tensors));
  return Object.fromEntries(
    uses.map(({ stored, shape }) => {
      const length = shape.reduce((product, extent) => product * extent, 1);
      return [stored, { shape, data: Float32Array.from({ length }, (_, i) => 0.05 + 0.01 * ((i * 7) % 10)) }];
    }),
  );
}

function anyInputs(session: InferenceSession, batch: number): Record<string, Tensor> {
  const entries = session.inputMetadata.map((input) => {
    const shape = input.isTensor ? input.shape.map((extent) => (extent === 'batch' ? batch : extent)) : [];
    if (!input.isTensor || !shape.every((extent) => typeof extent === 'number')) {
      throw new LitheError(`${input.name}: the latency of networks over graphs is not measured.`);
    }
    const length = shape.reduce((product, extent) => product * extent, 1);
    // Ids that every vocabulary has; at most one of the two is padding.
    const data =
      input.type === 'float32'
        ? Float32Array.from({ length }, (_, i) => ((i * 13) % 17) / 17 - 0.5)
        : input.type === 'int64'
          ? BigInt64Array.from({ length }, (_, i) => BigInt(i % 2))
          : Int32Array.from({ length }, (_, i) => i % 2);
    return [input.name, new Tensor(input.type, data, shape)];
  });
  return Object.fromEntries(entries);
}
