import type { InferenceSession } from 'onnxruntime-node';
import type { Network } from '../../language/index.ts';
import type { Told } from '../data/samples.ts';
import { encode } from '../graph/encode.ts';
import { gradients } from '../graph/gradients.ts';
import { Graph } from '../graph/graph.ts';
import { mul } from '../graph/operations.ts';
import type { DropoutMask } from '../lower/lowering.ts';
import { lowerNetwork } from '../lower/network.ts';
import type { Regularisation } from '../lower/regularisation.ts';
import { createSession } from '../session/session.ts';
import { type BoundWeight, type DataInput, dataInputs, trainedOf, weightBinder } from './bound-weights.ts';
import type { TeacherName } from './lesson.ts';
import { type Lookup, lookupsIn, rowsName } from './lookups.ts';
import { type Lesson, objective, smoothed } from './objective.ts';
import { deviceOf, type TrainingState, targetOf } from './state.ts';

/** A compiled graph that computes a sub-network's loss and the gradients of its weights. */
export interface TrainingGraph {
  readonly session: InferenceSession;
  readonly weights: readonly BoundWeight[];
  /** Those whose gradients are outputs, whole. */
  readonly wholly: readonly BoundWeight[];
  /** Of the other trained ones: their gradients are outputs of few rows. None where the state is on a device. */
  readonly lookups: readonly Lookup[];
  /** In the order of the network's inputs. */
  readonly inputs: readonly DataInput[];
  /** `[batch, outputs]`. */
  readonly logits: readonly number[];
  readonly masks: readonly DropoutMask[];
  /** Whose logits it takes as inputs, by `logitsOf`. */
  readonly taughtBy: readonly TeacherName[];
}

/** What is asked of a step. */
export interface StepOptions {
  /** Samples that the graph takes at once. */
  readonly batch: number;
  /** Of how many equal parts of the step's samples this is one: gradients are those of the mean over all parts. */
  readonly parts: number;
  /** Classes learn by cross-entropy, numbers by the mean squared error. */
  readonly told: Told['kind'];
  readonly lesson: Lesson<TeacherName>;
  /** Of labels that are classes. */
  readonly smoothing: number;
  readonly regularisation: Regularisation;
}

export interface TrainingGraphOptions extends StepOptions {
  readonly threads: number;
  /** For a graph that is run in many steps: compiled with more effort. */
  readonly kept: boolean;
  /** Keeps its memory between runs. */
  readonly arena: boolean;
}

/**
 * The graph of a sub-network's step: inputs are its weights, the network's inputs, `targets` and the logits of its
 * teachers, `[batch, outputs]`; outputs `loss` (scalar), `logits`, and `gradient of NAME` for each trained weight NAME that
 * does more than to be looked up in, else `gradient of NAME by INPUT`, `[batch, …]`.
 */
export function buildTrainingGraph(
  network: Network,
  state: TrainingState,
  { batch, parts, told, lesson, smoothing, regularisation }: StepOptions,
) {
  const graph = new Graph();
  const binder = weightBinder(graph, state);
  const lowered = lowerNetwork(graph, network, {
    batch,
    mode: 'train',
    elementType: 'float32',
    tensor: binder.tensor,
    layout: binder.layout,
    regularisation,
  });
  const { output, masks } = lowered;
  const targets = graph.input('targets', 'float32', output.shape);
  const soft = lesson.soft.map(({ from, weight }) => ({
    from: graph.input(logitsOf(from), 'float32', output.shape),
    weight,
  }));
  const loss = objective(told, output, told === 'class' ? smoothed(targets, smoothing) : targets, { ...lesson, soft });
  const weights = binder.bound;
  const lookups = state.device ? [] : lookupsIn(graph, weights);
  const wholly = trainedOf(weights).filter((weight) => !lookups.some((lookup) => lookup.weight === weight));
  graph.output('loss', loss);
  graph.output('logits', output);
  const asked = [
    ...wholly.map((weight) => ({ name: gradientName(weight), tensor: weight.input })),
    ...lookups.map((lookup) => ({ name: rowsName(lookup), tensor: lookup.rows })),
  ];
  gradients(
    mul(loss, 1 / parts),
    asked.map(({ tensor }) => tensor),
  ).forEach((gradient, index) => {
    graph.output(asked[index]!.name, gradient);
  });
  return { graph, weights, wholly, lookups, inputs: dataInputs(lowered), logits: output.shape, masks };
}

/** Builds and compiles the graph of a sub-network's step. */
export async function compileTrainingGraph(
  network: Network,
  state: TrainingState,
  options: TrainingGraphOptions,
): Promise<TrainingGraph> {
  const { graph, ...built } = buildTrainingGraph(network, state, options);
  const { threads, kept, arena, lesson } = options;
  return {
    ...built,
    session: await createSession(encode(graph, targetOf(state)), {
      device: deviceOf(state),
      threads,
      arena,
      optimize: kept,
      ...(state.device && { outputsOnDevice: built.wholly.map(gradientName) }),
    }),
    taughtBy: lesson.soft.map(({ from }) => from),
  };
}

/** Name of the input for a teacher's outputs, which no input of a network can have. */
export function logitsOf(teacher: TeacherName): string {
  return `logits of ${teacher}`;
}

export function gradientName({ name }: BoundWeight): string {
  return `gradient of ${name}`;
}
