import { InferenceSession, Tensor as OrtTensor } from 'onnxruntime-node';
import type { Target } from '../../../runtime/graph/decompositions.ts';
import { encode } from '../../../runtime/graph/encode.ts';
import type { Graph } from '../../../runtime/graph/graph.ts';
import { elementCount, type Tensor } from '../../../runtime/graph/tensor.ts';
import { createSession } from '../../../runtime/session/session.ts';

export type Feeds = Readonly<Record<string, ArrayLike<number>>>;
export type Results = Record<string, number[]>;

/** A graph compiled for the processor, as a function from numbers by input to numbers by output. */
export async function compiled(graph: Graph, target: Target = 'cpu'): Promise<(feeds: Feeds) => Promise<Results>> {
  const model = encode(graph, target);
  const isDouble = graph.inputs.some(({ tensor }) => tensor.type === 'float64');
  const session = isDouble
    ? await exactSession(model)
    : await createSession(model, { device: 'cpu', threads: 1, arena: false });
  return async (feeds) => {
    const tensors = graph.inputs.map(({ name, tensor }) => [name, ortTensor(tensor, feeds[name]!)] as const);
    const results = await session.run(Object.fromEntries(tensors));
    return Object.fromEntries(
      Object.entries(results).map(([name, result]) => [name, Array.from(result.data as Float64Array, Number)]),
    );
  };
}

/** Without ONNX Runtime's fusions beyond the basic ones, some of which bring float32 constants into float64 graphs. */
function exactSession(model: Uint8Array): Promise<InferenceSession> {
  return InferenceSession.create(model, { graphOptimizationLevel: 'basic', intraOpNumThreads: 1, logSeverityLevel: 3 });
}

function ortTensor({ type, shape }: Tensor, values: ArrayLike<number>): OrtTensor {
  switch (type) {
    case 'float32':
      return new OrtTensor(type, Float32Array.from(values), shape);
    case 'float64':
      return new OrtTensor(type, Float64Array.from(values), shape);
    case 'int32':
      return new OrtTensor(type, Int32Array.from(values), shape);
    case 'int64':
      return new OrtTensor(type, BigInt64Array.from(Array.from(values, BigInt)), shape);
    default:
      throw new Error(`No test feeds ${type}`);
  }
}

/** The same numbers for the same seed, evenly in [low, high). */
export function randomNumbers(count: number, seed: number, low = -1, high = 1): number[] {
  let state = seed | 0;
  return Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x45d9f3b);
    mixed = (mixed ^ (mixed >>> 16)) >>> 0;
    return low + (high - low) * (mixed / 2 ** 32);
  });
}

/** Random numbers for every input of a graph; whole numbers below `below` for indices. */
export function randomFeeds(graph: Graph, seed: number, below = 1): Record<string, number[]> {
  return Object.fromEntries(
    graph.inputs.map(({ name, tensor }, place) => {
      const numbers = randomNumbers(elementCount(tensor.shape), seed + 101 * place);
      const isFloat = tensor.type === 'float32' || tensor.type === 'float64';
      return [name, isFloat ? numbers : numbers.map((number) => Math.floor(((number + 1) / 2) * below))];
    }),
  );
}
