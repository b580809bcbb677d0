import { Tensor as OrtTensor } from 'onnxruntime-node';
import type { TensorUse } from '../../language/index.ts';
import type { InputData } from '../data/inputs.ts';
import type { Graph } from '../graph/graph.ts';
import { slice } from '../graph/operations.ts';
import type { Tensor } from '../graph/tensor.ts';
import { type StorageLayout, storedShape } from '../lower/layout.ts';
import type { LoweredNetwork } from '../lower/lowering.ts';
import { product, type Slice, startOf } from './slices.ts';
import { type StateTensor, sliceOfUse, sliceWeights, type TrainingState } from './state.ts';

/** A graph's input for a sub-network's part of a stored tensor. */
export interface BoundWeight {
  /** Name of the graph's input. */
  readonly name: string;
  readonly input: Tensor;
  /** Extents as memory holds the part. */
  readonly shape: readonly number[];
  readonly tensor: StateTensor;
  readonly slice: Slice;
}

/** Makes a graph's inputs for the state's tensors as a lowering asks for them: one for each part that is used. */
export interface WeightBinder {
  /** In the order first asked for. */
  readonly bound: readonly BoundWeight[];
  tensor(use: TensorUse): Tensor;
  layout(stored: string): StorageLayout;
}

export function weightBinder(graph: Graph, state: TrainingState): WeightBinder {
  const bound = new Map<string, BoundWeight>();
  const named = (path: string): StateTensor => {
    const tensor = state.tensors.get(path);
    if (!tensor) throw new Error(`The network uses ${path}, which is no stored tensor of its space`);
    return tensor;
  };
  /** On a device a tensor is one input, whole, of which the graph takes its parts. */
  const wholeInput = (tensor: StateTensor): BoundWeight => {
    const { path, shape: extents } = tensor.stored;
    const known = bound.get(path);
    if (known) return known;
    const input = graph.input(path, 'float32', tensor.extents);
    const whole = {
      name: path,
      input,
      shape: tensor.extents,
      tensor,
      slice: sliceOfUse(tensor, { stored: path, shape: extents }),
    };
    bound.set(path, whole);
    return whole;
  };
  return {
    get bound() {
      return [...bound.values()];
    },
    tensor(use) {
      if (state.device && named(use.stored).stored.trained) return partOf(wholeInput(named(use.stored)), use);
      const name = `${use.stored}[${use.shape}]`;
      const known = bound.get(name);
      if (known) return known.input;
      const tensor = named(use.stored);
      const shape = storedShape(use.shape, tensor.layout);
      const input = graph.input(name, 'float32', shape);
      bound.set(name, { name, input, shape, tensor, slice: sliceOfUse(tensor, use) });
      return input;
    },
    layout: (stored) => named(stored).layout,
  };
}

/** What a use takes of a tensor that is an input as a whole. */
function partOf({ input, tensor }: BoundWeight, use: TensorUse): Tensor {
  const used = storedShape(use.shape, tensor.layout);
  const axes = used.map((count, place) => {
    const kind = tensor.stored.slice[tensor.layout[place]!]!;
    return { start: startOf(kind, tensor.extents[place]!, count), count };
  });
  return slice(input, { ...axes });
}

/** An input of a graph beside its weights, with its batch: `[batch, ...extents]`. */
export interface DataInput {
  readonly name: string;
  readonly shape: readonly number[];
}

/** In the order of the network's inputs. */
export function dataInputs({ inputs }: LoweredNetwork): DataInput[] {
  return [...inputs].map(([name, { shape }]) => ({ name, shape }));
}

/** Feeds of a network's inputs, given in their order; of texts, the leading tokens where it takes fewer of them. */
export function dataFeeds(inputs: readonly DataInput[], values: readonly InputData[]): Record<string, OrtTensor> {
  return Object.fromEntries(inputs.map(({ name, shape }, index) => [name, tensorOf(values[index]!, shape)]));
}

function tensorOf(values: InputData, shape: readonly number[]): OrtTensor {
  if (values instanceof Float32Array) return new OrtTensor('float32', values, shape);
  const [batch, length] = shape as [number, number];
  const given = values.length / batch;
  if (given === length) return new OrtTensor('int32', values, shape);
  const leading = new Int32Array(batch * length);
  for (let row = 0; row < batch; row++) {
    leading.set(values.subarray(row * given, row * given + length), row * length);
  }
  return new OrtTensor('int32', leading, shape);
}

/** Feeds of a graph's weights, or of their average: views of the state, packed copies of what does not lie in one stretch. */
export function weightFeeds(
  state: TrainingState,
  bound: readonly BoundWeight[],
  part: TrainingState['kept'],
): Record<string, OrtTensor> {
  return Object.fromEntries(
    bound.map(({ name, shape, tensor, slice }) => [
      name,
      state.device && tensor.stored.trained
        ? state.device.tensor(part, tensor)
        : new OrtTensor('float32', sliceWeights(state, tensor, slice, part), shape),
    ]),
  );
}

export function trainedOf(weights: readonly BoundWeight[]): BoundWeight[] {
  return weights.filter(({ tensor }) => tensor.stored.trained);
}

/** `shape` zeros that a session writes into. */
export function emptyTensor(shape: readonly number[]): OrtTensor {
  return new OrtTensor('float32', new Float32Array(product(shape)), shape);
}
