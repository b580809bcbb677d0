import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InferenceSession, Tensor as OrtTensor } from 'onnxruntime-node';
import type { Network } from '../../../language/index.ts';
import { encode } from '../../../runtime/graph/encode.ts';
import { gradients } from '../../../runtime/graph/gradients.ts';
import type { Graph } from '../../../runtime/graph/graph.ts';
import { mul, reduceSum } from '../../../runtime/graph/operations.ts';
import { elementCount, type Tensor } from '../../../runtime/graph/tensor.ts';
import { randomFeeds, randomNumbers } from '../graph/run.ts';
import { lowered } from '../lower/lower.ts';

const BATCH = 2;
/** Token ids and edges lie below it. */
const IDS = 6;

export interface Comparison {
  /** Largest difference of a number of the output or of a gradient from the processor's, relative to 1 + its size. */
  readonly difference: number;
  /** ONNX operators for which WebGPU has no kernel, so that ONNX Runtime runs them on the processor. */
  readonly onProcessor: readonly string[];
}

/** A network as it is trained, forward and its gradients in every weight and input, on WebGPU and on the processor. */
export async function compareOnWebGpu(network: Network): Promise<Comparison> {
  const { graph, output } = lowered(network, { batch: BATCH, mode: 'train', elementType: 'float32' });
  const factors = graph.constant('float32', output.shape, randomNumbers(elementCount(output.shape), 77, 0.5, 1.5));
  graph.output('output', output);
  const wanted = graph.inputs.filter(({ tensor }) => tensor.type === 'float32');
  const loss = reduceSum(mul(output, factors));
  gradients(
    loss,
    wanted.map(({ tensor }) => tensor),
  ).forEach((gradient, index) => {
    graph.output(`gradient of ${wanted[index]!.name}`, gradient);
  });
  const feeds = feedsOf(graph);
  const here = await run(encode(graph, 'cpu'), 'cpu', feeds);
  const there = await run(encode(graph, 'portable'), 'webgpu', feeds);
  let difference = 0;
  for (const [name, numbers] of Object.entries(here.results)) {
    numbers.forEach((number, index) => {
      const off = Math.abs(number - there.results[name]![index]!) / (1 + Math.abs(number));
      difference = Number.isNaN(off) ? Number.POSITIVE_INFINITY : Math.max(difference, off);
    });
  }
  return { difference, onProcessor: there.onProcessor };
}

function feedsOf(graph: Graph): Record<string, OrtTensor> {
  const numbers = randomFeeds(graph, 5, IDS);
  return Object.fromEntries(graph.inputs.map(({ name, tensor }) => [name, ortTensor(tensor, numbers[name]!)]));
}

function ortTensor({ type, shape }: Tensor, values: readonly number[]): OrtTensor {
  if (type === 'float32') return new OrtTensor(type, Float32Array.from(values), shape);
  if (type === 'int32') return new OrtTensor(type, Int32Array.from(values), shape);
  if (type === 'int64') return new OrtTensor(type, BigInt64Array.from(values, BigInt), shape);
  throw new Error(`No operator takes ${type}`);
}

/** Runs a model once, profiled, since the profile alone tells what ran where. */
async function run(model: Uint8Array, device: 'cpu' | 'webgpu', feeds: Record<string, OrtTensor>) {
  const folder = mkdtempSync(join(tmpdir(), 'lithe-profile-'));
  try {
    const session = await InferenceSession.create(model, {
      executionProviders: [device],
      intraOpNumThreads: 1,
      enableProfiling: true,
      profileFilePrefix: join(folder, 'profile'),
      logSeverityLevel: 4,
    });
    const results = Object.entries(await session.run(feeds)).map(
      ([name, { data }]) => [name, Array.from(data as Float32Array)] as const,
    );
    session.endProfiling();
    await session.release();
    return { results: Object.fromEntries(results), onProcessor: onProcessor(join(folder, readdirSync(folder)[0]!)) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What ran on the processor by a profile, but for copies to and from the device. */
function onProcessor(profile: string): string[] {
  const events: { readonly args?: { readonly op_name?: string; readonly provider?: string } }[] = JSON.parse(
    readFileSync(profile, 'utf8'),
  );
  const names = events.flatMap(({ args }) =>
    args?.op_name !== undefined && args.provider === 'CPUExecutionProvider' ? [args.op_name] : [],
  );
  return [...new Set(names)].filter((name) => !name.startsWith('Memcpy')).sort();
}
