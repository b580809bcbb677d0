import type { Tensor as OrtTensor } from 'onnxruntime-node';
import { type Space, storedTensors, type WeightsSource } from '../../language/index.ts';
import type { Batch } from '../data/batches.ts';
import { LitheError } from '../errors.ts';
import { compileEvaluationGraph } from '../evaluate/evaluation-graph.ts';
import { shortened } from '../lower/shortened.ts';
import type { Device } from '../session/session.ts';
import { openWeights } from '../weights/load.ts';
import { dataFeeds, weightFeeds } from './bound-weights.ts';
import { onDevice } from './device/device-state.ts';
import { createSuperNetwork } from './super-network.ts';

/** The logits that a teacher gives for a batch, `[batch, outputs]`. */
export type Teacher = (batch: Batch) => Promise<OrtTensor>;

/**
 * The largest network with weights of its own, which training leaves as they are: InstaTune's strong teacher. It sees
 * the batches that the others see, augmented as they are. Throws a LitheError where a tensor is missing.
 */
export async function createTeacher(
  space: Space,
  source: WeightsSource,
  path: string,
  { batch, threads, device }: { readonly batch: number; readonly threads: number; readonly device: Device },
): Promise<Teacher> {
  const given = openWeights(space, path, source.lines);
  const absent = storedTensors(space).find((tensor) => !given.paths.has(tensor.path));
  if (absent) throw new LitheError(`${path} does not fit as a teacher of ${space.name}: it lacks ${absent.path}.`);
  // On a device what is trained stays there; its gradients cost the processor's memory alone.
  const frozen = device === 'cpu';
  const { networkAt, largest, ...created } = createSuperNetwork(space, { moments: 0, frozen }, 0, given.paths);
  given.fill(created.state);
  const state = frozen ? created.state : await onDevice(created.state, device);
  const network = networkAt(largest);
  const graphs = new Map<number | undefined, ReturnType<typeof compileEvaluationGraph>>();
  const graphFor = (length: number | undefined) => {
    const held =
      graphs.get(length) ??
      (length === undefined
        ? compileEvaluationGraph(network, state, { batch, threads, arena: true })
        : compileEvaluationGraph(shortened(network, length), state, { batch, threads, arena: false }));
    graphs.set(length, held);
    return held;
  };
  return async ({ inputs, length }) => {
    const graph = await graphFor(length);
    const weights = weightFeeds(state, graph.weights, 'weights');
    const { logits } = await graph.session.run({ ...weights, ...dataFeeds(graph.inputs, inputs) });
    return logits as OrtTensor;
  };
}
