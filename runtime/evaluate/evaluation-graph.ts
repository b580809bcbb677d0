import type { InferenceSession } from 'onnxruntime-node';
import type { Network } from '../../language/index.ts';
import { encode } from '../graph/encode.ts';
import { Graph } from '../graph/graph.ts';
import { lowerNetwork } from '../lower/network.ts';
import { createSession } from '../session/session.ts';
import { type BoundWeight, type DataInput, dataInputs, weightBinder } from '../train/bound-weights.ts';
import { deviceOf, type TrainingState, targetOf } from '../train/state.ts';

/** A compiled graph from a network's inputs and weights to its outputs. */
interface EvaluationGraph {
  readonly session: InferenceSession;
  readonly weights: readonly BoundWeight[];
  readonly inputs: readonly DataInput[];
}

/** The graph of a network without anything that training alone does; its output is `logits`, `[batch, outputs]`. */
export async function compileEvaluationGraph(
  network: Network,
  state: TrainingState,
  { batch, threads, arena }: { readonly batch: number; readonly threads: number; readonly arena: boolean },
): Promise<EvaluationGraph> {
  const graph = new Graph();
  const binder = weightBinder(graph, state);
  const lowered = lowerNetwork(graph, network, {
    batch,
    mode: 'evaluate',
    elementType: 'float32',
    tensor: binder.tensor,
    layout: binder.layout,
  });
  graph.output('logits', lowered.output);
  const session = await createSession(encode(graph, targetOf(state)), { device: deviceOf(state), threads, arena });
  return { session, weights: binder.bound, inputs: dataInputs(lowered) };
}
