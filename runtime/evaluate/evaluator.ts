import { Tensor as OrtTensor } from 'onnxruntime-node';
import type { Genome, Network } from '../../language/index.ts';
import { type InputData, inputsOf } from '../data/inputs.ts';
import type { LoadedDataset, Samples } from '../data/samples.ts';
import { lengthFor, sortedByLength } from '../data/text/lengths.ts';
import { shortened } from '../lower/shortened.ts';
import { dataFeeds, weightFeeds } from '../train/bound-weights.ts';
import type { Answers, SettledTensors } from '../train/protocol.ts';
import type { TrainingState } from '../train/state.ts';
import { compileEvaluationGraph } from './evaluation-graph.ts';
import { type Measured, measure } from './metrics.ts';
import { type BatchNormStatistics, recalibrate } from './recalibrate.ts';
import { settledTensors } from './settled-tensors.ts';

/** Measures sub-networks on the state's weights of the moment, or on their average where one is kept. */
export interface Evaluator {
  measure(genome: Genome, samples: Samples): Promise<Measured>;
  /** What goes in and comes out for samples `from` up to `to`. */
  answers(genome: Genome, samples: Samples, from: number, to: number): Promise<Answers>;
  /** The tensors with which `measure` measures, recalibrated statistics included. */
  settled(genome: Genome): Promise<SettledTensors>;
}

export interface EvaluatorOptions {
  readonly state: TrainingState;
  readonly data: LoadedDataset;
  readonly threads: number;
  networkAt(genome: Genome): Network;
}

/** Samples of one run: the activations of so many stay in the cache, which a larger batch would leave. */
const BATCH = 100;

export function createEvaluator({ state, data, threads, networkAt }: EvaluatorOptions): Evaluator {
  const statisticsOf = (network: Network): Promise<BatchNormStatistics> => recalibrate(network, state, data, threads);
  const graphFor = async (network: Network, statistics: BatchNormStatistics, batch: number) => {
    const graph = await compileEvaluationGraph(network, state, { batch, threads, arena: false });
    const weights = weightFeeds(state, graph.weights, state.kept);
    for (const { name, tensor, shape } of graph.weights) {
      const settled = statistics.get(tensor.stored.path);
      if (settled) weights[name] = new OrtTensor('float32', settled, shape);
    }
    return { ...graph, weights };
  };
  /** The sub-network on some samples, batch by batch, with which of them each batch holds; texts by their length. */
  const run = async (
    genome: Genome,
    samples: Samples,
    which: Uint32Array,
    each: (batch: Uint32Array, inputs: readonly InputData[], logits: Float32Array) => void,
  ): Promise<void> => {
    const network = networkAt(genome);
    const statistics = await statisticsOf(network);
    const { content } = samples;
    const ordered = content.kind === 'tokens' ? sortedByLength(content, which) : which;
    const batch = batchOf(which.length);
    let held: { readonly length: number | undefined; readonly graph: Awaited<ReturnType<typeof graphFor>> } | undefined;
    for (let first = 0; first < which.length; first += batch) {
      const part = ordered.subarray(first, first + batch);
      const length = lengthFor(samples, data.intake, part);
      if (held === undefined || held.length !== length) {
        await held?.graph.session.release();
        const fitting = length === undefined ? network : shortened(network, length);
        held = { length, graph: await graphFor(fitting, statistics, batch) };
      }
      const { session, inputs: names, weights } = held.graph;
      const inputs = await inputsOf(samples, data.intake, part, batch);
      const { logits } = await session.run({ ...weights, ...dataFeeds(names, inputs) });
      each(part, inputs, logits!.data as Float32Array);
    }
    await held?.graph.session.release();
  };
  return {
    async measure(genome, samples) {
      const which = range(0, samples.count);
      const outputs = gathering(which);
      await run(genome, samples, which, (part, _, logits) => outputs.take(part, logits));
      return measure(outputs.all as Float32Array, samples.labels, data.told);
    },
    async answers(genome, samples, from, wanted) {
      const to = Math.min(wanted, samples.count);
      const which = range(from, to);
      const outputs = gathering(which);
      const all: Gathering[] = [];
      await run(genome, samples, which, (part, inputs, logits) => {
        outputs.take(part, logits);
        for (const [index, values] of inputs.entries()) {
          all[index] ??= gathering(which);
          all[index].take(part, values);
        }
      });
      return {
        inputs: all.map((input) => input.all),
        outputs: outputs.all as Float32Array,
        labels: samples.labels.slice(from, to),
      };
    },
    async settled(genome) {
      const network = networkAt(genome);
      return settledTensors(network, state, await statisticsOf(network));
    },
  };
}

/** Values of consecutive samples as they come batch by batch, in whatever order, laid out in theirs. */
interface Gathering {
  readonly all: InputData;
  /** A batch's values, of which the first are those of the samples given. */
  take(part: Uint32Array, values: InputData): void;
}

function gathering(which: Uint32Array): Gathering {
  const batch = batchOf(which.length);
  let all: InputData = new Float32Array();
  return {
    get all() {
      return all;
    },
    take(part, values) {
      const size = values.length / batch;
      if (all.length === 0) {
        const count = which.length * size;
        all = values instanceof Int32Array ? new Int32Array(count) : new Float32Array(count);
      }
      for (const [slot, sample] of part.entries()) {
        all.set(values.subarray(slot * size, (slot + 1) * size), (sample - which[0]!) * size);
      }
    },
  };
}

function batchOf(count: number): number {
  return Math.min(BATCH, count);
}

function range(from: number, to: number): Uint32Array {
  return Uint32Array.from({ length: to - from }, (_, index) => from + index);
}
