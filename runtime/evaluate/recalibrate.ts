import { Tensor as OrtTensor } from 'onnxruntime-node';
import type { Network } from '../../language/index.ts';
import { plainInputs } from '../data/batches.ts';
import type { LoadedDataset } from '../data/samples.ts';
import { encode } from '../graph/encode.ts';
import { Graph } from '../graph/graph.ts';
import { lowerNetwork } from '../lower/network.ts';
import { createSession } from '../session/session.ts';
import { dataFeeds, dataInputs, weightBinder, weightFeeds } from '../train/bound-weights.ts';
import { deviceOf, type TrainingState, targetOf } from '../train/state.ts';

/** A sub-network's own statistics by path of the buffer: means and variances, each [channels]. */
export type BatchNormStatistics = ReadonlyMap<string, Float32Array>;

const BATCH = 128;
const BATCHES = 4;

/**
 * The batch norms' statistics for a sub-network with the state's weights: sub-networks of a super-network do not share
 * them, so each measures its own before it is evaluated (Cai et al. 2020, Yu and Huang 2019). They are those of the
 * first 512 training images, unshifted, in batches of 128 (fewer where there are fewer), each normalised by its own
 * statistics on the way; variances are of all the images together. The same weights give the same statistics, always.
 */
export async function recalibrate(
  network: Network,
  state: TrainingState,
  data: LoadedDataset,
  threads: number,
): Promise<BatchNormStatistics> {
  if (!network.operators.some(({ operator }) => operator === 'batchnorm')) return new Map();
  const { train } = data;
  const batch = Math.min(BATCH, train.count);
  const batches = Math.min(BATCHES, Math.floor(train.count / batch));
  const graph = new Graph();
  const binder = weightBinder(graph, state);
  const lowered = lowerNetwork(graph, network, {
    batch,
    mode: 'train',
    elementType: 'float32',
    tensor: binder.tensor,
    layout: binder.layout,
  });
  const { batchStatistics, masks } = lowered;
  for (const { path, mean, variance } of batchStatistics) {
    graph.output(`mean of ${path}`, mean);
    graph.output(`variance of ${path}`, variance);
  }
  const inputs = dataInputs(lowered);
  const session = await createSession(encode(graph, targetOf(state)), {
    device: deviceOf(state),
    threads,
    arena: false,
  });
  const feeds = weightFeeds(state, binder.bound, state.kept);
  // Dropout is off while statistics are measured: its masks let everything through.
  for (const { name, tensor } of masks) {
    const ones = new Float32Array(tensor.shape.reduce((product, extent) => product * extent, 1)).fill(1);
    feeds[name] = new OrtTensor('float32', ones, tensor.shape);
  }
  const measured: Awaited<ReturnType<typeof session.run>>[] = [];
  for (let index = 0; index < batches; index++) {
    measured.push(
      await session.run({
        ...feeds,
        ...dataFeeds(inputs, await plainInputs(train, data.intake, index * batch, batch)),
      }),
    );
  }
  await session.release();

  const statistics = new Map<string, Float32Array>();
  for (const { path, runningMean, runningVariance } of batchStatistics) {
    const valuesOf = (name: string): Float32Array[] => measured.map((outputs) => outputs[name]!.data as Float32Array);
    const { mean, variance } = pooled(valuesOf(`mean of ${path}`), valuesOf(`variance of ${path}`));
    statistics.set(runningMean.stored, mean);
    statistics.set(runningVariance.stored, variance);
  }
  return statistics;
}

/** Mean and variance over equally large groups, by the law of total variance. */
function pooled(means: readonly Float32Array[], variances: readonly Float32Array[]) {
  const average = (of: (group: number) => number): number =>
    means.reduce((sum, _, group) => sum + of(group), 0) / means.length;
  const mean = means[0]!.map((_, channel) => average((group) => means[group]![channel]!));
  const variance = means[0]!.map((_, channel) =>
    average((group) => variances[group]![channel]! + (means[group]![channel]! - mean[channel]!) ** 2),
  );
  return { mean, variance };
}
