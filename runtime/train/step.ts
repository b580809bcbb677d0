import { Tensor as OrtTensor } from 'onnxruntime-node';
import type { Batch } from '../data/batches.ts';
import { randomStream } from '../random.ts';
import { type BoundWeight, dataFeeds, emptyTensor, weightFeeds } from './bound-weights.ts';
import type { DeviceState } from './device/device-state.ts';
import type { TeacherName } from './lesson.ts';
import { addRows, rowsFetches } from './lookups.ts';
import { fillMask } from './masks.ts';
import { accumulateScratch, type TrainingState } from './state.ts';
import type { Teacher } from './teacher.ts';
import { gradientName, logitsOf, type TrainingGraph } from './training-graph.ts';

export interface StepContext {
  readonly state: TrainingState;
  readonly seed: number;
  /** Which share of the batch this is: each has dropout masks of its own. */
  readonly share: number;
  /** Asked where a network's lesson has it. */
  readonly teacher?: Teacher;
}

/** A sub-network as a step takes it: `use` gives the graph for a batch for as long as the work lasts. */
export interface StepNetwork {
  use<Result>(batch: Batch, work: (graph: TrainingGraph) => Promise<Result>): Promise<Result>;
}

export interface StepLosses {
  /** The first network's, and the mean of the others' (the first's where there are none). */
  readonly loss: number;
  readonly sampledLoss: number;
}

/**
 * A batch's gradients, in the state's: the loss and gradients of each sub-network on the same batch, added up, and to
 * what the state holds unless it is the step's first, which makes them `fresh`.
 * The first network's logits teach the others whose graphs take a teacher, so where distillation is
 * asked for the first is the largest, as in InstaTune (Sarah et al. 2023) and BigNAS (Yu et al. 2020).
 * Batches are counted from 0 by `index`.
 */
export async function accumulateGradients(
  context: StepContext,
  networks: readonly StepNetwork[],
  batch: Batch,
  index: number,
  fresh: boolean,
): Promise<StepLosses> {
  if (fresh) clearGradients(context.state);
  const losses: number[] = [];
  const taught: Taught = {};
  for (const network of networks) {
    const first = losses.length === 0;
    const { loss, logits } = await network.use(batch, async (graph) => {
      if (graph.taughtBy.includes('teacher')) taught.teacher ??= await context.teacher!(batch);
      return runNetwork(context, graph, batch, index, taught, fresh && first);
    });
    losses.push(loss);
    taught.largest ??= logits;
  }
  const [loss, ...others] = losses as [number, ...number[]];
  const mean = others.reduce((sum, other) => sum + other, 0) / others.length;
  return { loss, sampledLoss: others.length > 0 ? mean : loss };
}

function clearGradients({ device, gradients }: TrainingState): void {
  if (device) device.clearGradients();
  else gradients.fill(0);
}

/** Outputs that teach in a step, as they become known. */
type Taught = { [Name in TeacherName]?: OrtTensor };

async function runNetwork(
  { state, seed, share }: StepContext,
  graph: TrainingGraph,
  batch: Batch,
  index: number,
  taught: Taught,
  intoPlace: boolean,
): Promise<{ loss: number; logits: OrtTensor }> {
  const feeds = { ...weightFeeds(state, graph.weights, 'weights'), ...dataFeeds(graph.inputs, batch.inputs) };
  feeds.targets = new OrtTensor('float32', batch.targets, graph.logits);
  for (const name of graph.taughtBy) feeds[logitsOf(name)] = taught[name]!;
  for (const { name, rate, tensor } of graph.masks) {
    const mask = emptyTensor(tensor.shape);
    fillMask(mask.data as Float32Array, rate, randomStream(seed, `dropout ${name} of share ${share}`, index));
    feeds[name] = mask;
  }

  if (state.device) return runOnDevice(state.device, graph, feeds);
  const loss = emptyTensor([]);
  const logits = emptyTensor(graph.logits);
  const fetches: Record<string, OrtTensor> = { loss, logits, ...rowsFetches(graph.lookups) };
  const beside: BoundWeight[] = [];
  for (const weight of graph.wholly) {
    const { tensor, slice, shape } = weight;
    // Into its place where nothing is there yet and it lies in one stretch, else beside it, to be added.
    const direct = intoPlace && slice.starts.length === 1 && usedOnce(graph, weight);
    if (!direct) beside.push(weight);
    const start = direct ? slice.starts[0]! : 0;
    const view = state.view(direct ? 'gradients' : 'scratch', tensor).subarray(start, start + slice.count);
    fetches[gradientName(weight)] = new OrtTensor('float32', view, shape);
  }
  await graph.session.run(feeds, fetches);
  for (const { tensor, slice } of beside) accumulateScratch(state, tensor, slice);
  addRows(state, graph.lookups, feeds, fetches);
  return { loss: (loss.data as Float32Array)[0]!, logits };
}

/** Gradients are added to those that the device holds. */
async function runOnDevice(
  device: DeviceState,
  graph: TrainingGraph,
  feeds: Record<string, OrtTensor>,
): Promise<{ loss: number; logits: OrtTensor }> {
  const { loss, logits, ...gradients } = await graph.session.run(feeds);
  for (const weight of graph.wholly) await device.addGradient(weight.tensor, gradients[gradientName(weight)]!);
  return { loss: (loss!.data as Float32Array)[0]!, logits: logits! };
}

function usedOnce({ weights }: TrainingGraph, { tensor }: BoundWeight): boolean {
  return weights.filter((other) => other.tensor === tensor).length === 1;
}
