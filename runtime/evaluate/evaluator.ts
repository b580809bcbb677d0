import { Tensor as OrtTensor } from 'onnxruntime-node';
import type { Genome, Network } from '../../language/index.ts';
import { plainInputs } from '../data/batches.ts';
import type { InputData } from '../data/inputs.ts';
import type { LoadedDataset, Samples } from '../data/samples.ts';
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
  /** The sub-network on samples `from` up to `to`, batch by batch. */
  const run = async (
    genome: Genome,
    samples: Samples,
    [from, to]: readonly [number, number],
    each: (first: number, inputs: readonly InputData[], logits: Float32Array) => void,
  ): Promise<void> => {
    const network = networkAt(genome);
    const statistics = await statisticsOf(network);
    const batch = Math.min(BATCH, to - from);
    const graph = await compileEvaluationGraph(network, state, { batch, threads, arena: false });
    const feeds = weightFeeds(state, graph.weights, state.kept);
    for (const { name, tensor, shape } of graph.weights) {
      const settled = statistics.get(tensor.stored.path);
      if (settled) feeds[name] = new OrtTensor('float32', settled, shape);
    }
    for (let first = from; first < to; first += batch) {
      const inputs = await plainInputs(samples, data.intake, first, batch);
      const { logits } = await graph.session.run({ ...feeds, ...dataFeeds(graph.inputs, inputs) });
      each(first, inputs, logits!.data as Float32Array);
    }
    await graph.session.release();
  };
  return {
    async measure(genome, samples) {
      const batch = Math.min(BATCH, samples.count);
      let outputs = new Float32Array();
      await run(genome, samples, [0, samples.count], (first, _, logits) => {
        const width = logits.length / batch;
        if (first === 0) outputs = new Float32Array(samples.count * width);
        outputs.set(logits.subarray(0, Math.min(batch, samples.count - first) * width), first * width);
      });
      return measure(outputs, samples.labels, data.told);
    },
    async answers(genome, samples, from, wanted) {
      const to = Math.min(wanted, samples.count);
      const batch = Math.min(BATCH, to - from);
      let all: InputData[] = [];
      let outputs = new Float32Array();
      await run(genome, samples, [from, to], (first, inputs, logits) => {
        const kept = Math.min(batch, to - first);
        const gather = <Values extends InputData>(whole: Values, part: Values): void =>
          whole.set(part.subarray(0, (kept * part.length) / batch), ((first - from) * part.length) / batch);
        if (first === from) {
          all = inputs.map((part) => emptyLike(part, ((to - from) * part.length) / batch));
          outputs = new Float32Array(((to - from) * logits.length) / batch);
        }
        for (const [index, part] of inputs.entries()) gather(all[index]!, part);
        gather(outputs, logits);
      });
      return { inputs: all, outputs, labels: samples.labels.slice(from, to) };
    },
    async settled(genome) {
      const network = networkAt(genome);
      return settledTensors(network, state, await statisticsOf(network));
    },
  };
}

function emptyLike(values: InputData, count: number): InputData {
  return values instanceof Int32Array ? new Int32Array(count) : new Float32Array(count);
}
