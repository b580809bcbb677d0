import type { StoredTensor, TensorUse } from '../../language/index.ts';
import { LitheError } from '../errors.ts';
import type { Target } from '../graph/decompositions.ts';
import { type StorageLayout, storedShape } from '../lower/layout.ts';
import type { Device } from '../session/session.ts';
import type { DeviceState } from './device/device-state.ts';
import { type Kernels, kernelsOver } from './kernels.ts';
import { pack, product, type Slice, sliceOf } from './slices.ts';

const PAGE = 65536;
const MOST_PAGES = 65536;

/** A stretch of the flat state, in numbers. */
export interface Region {
  readonly start: number;
  readonly count: number;
}

/** A stored tensor's place in the state. */
export interface StateTensor extends Region {
  readonly stored: StoredTensor;
  readonly layout: StorageLayout;
  /** Extents as memory holds it. */
  readonly extents: readonly number[];
}

/**
 * All numbers of a training in one WebAssembly memory, which graphs and the optimizer read and write in place:
 * weights, gradients, moments, an average of the weights where one is kept, and room for one sub-network's gradients. A tensor has the same place in each of
 * them; trained tensors that decay come first, then the other trained ones, then (weights only) the buffers.
 */
export interface TrainingState {
  readonly kernels: Kernels;
  readonly tensors: ReadonlyMap<string, StateTensor>;
  readonly stretches: { readonly decayed: Region; readonly undecayed: Region };
  /** Byte offsets of each part; `second` is that of `first` where the optimizer keeps one moment. */
  readonly offsets: Readonly<Record<Part, number>>;
  /** Of all parts together. */
  readonly bytes: number;
  readonly moments: Moments;
  /** The part that is measured and exported. */
  readonly kept: 'weights' | 'average';
  /** Where the trained numbers are on a device of their own. */
  readonly device?: DeviceState;
  /** A tensor's numbers in one of the parts, whole. */
  view(part: Part, tensor: StateTensor): Float32Array;
  /** All weights and buffers, and all gradients. */
  readonly weights: Float32Array;
  readonly gradients: Float32Array;
  /** Adds another worker's gradients of the same state to these; the scratch room is overwritten. */
  addGradients(others: Float32Array): void;
}

export type Part = 'weights' | 'gradients' | 'first' | 'second' | 'average' | 'scratch';

/** Numbers that the optimizer keeps beside each weight; none where another worker makes the step. */
export type Moments = 0 | 1 | 2;

/** Lays out the tensors, all numbers 0. Throws a LitheError where they do not fit into 4 GiB. */
export function createState(
  stored: readonly StoredTensor[],
  layout: (stored: StoredTensor) => StorageLayout,
  moments: Moments,
  averaged = false,
): TrainingState {
  const groups = [
    stored.filter((tensor) => tensor.trained && tensor.decayed),
    stored.filter((tensor) => tensor.trained && !tensor.decayed),
    stored.filter((tensor) => !tensor.trained),
  ];
  const tensors = new Map<string, StateTensor>();
  const ends = [0, 0, 0];
  let end = 0;
  for (const [index, group] of groups.entries()) {
    for (const tensor of group) {
      const order = layout(tensor);
      const count = product(tensor.shape);
      const extents = storedShape(tensor.shape, order);
      tensors.set(tensor.path, { stored: tensor, layout: order, extents, start: end, count });
      end += roundUp(count, 4);
    }
    ends[index] = end;
  }
  const trained = ends[1]!;
  const parts = {
    weights: end,
    gradients: trained,
    first: moments >= 1 ? trained : 0,
    second: moments === 2 ? trained : 0,
    average: averaged ? end : 0,
    scratch: trained,
  };
  const numbers = Object.values(parts).reduce((sum, count) => sum + count, 0);
  const memory = allocate(4 * numbers, trained);
  let at = 0;
  const offsets = Object.fromEntries(
    Object.entries(parts).map(([part, count]) => {
      at += 4 * count;
      return [part, at - 4 * count];
    }),
  ) as Record<Part, number>;
  const kernels = kernelsOver(memory);
  return {
    kernels,
    tensors,
    stretches: {
      decayed: { start: 0, count: ends[0]! },
      undecayed: { start: ends[0]!, count: trained - ends[0]! },
    },
    offsets,
    bytes: 4 * numbers,
    moments,
    kept: averaged ? 'average' : 'weights',
    view: (part, { start, count }) => new Float32Array(memory.buffer, offsets[part] + 4 * start, count),
    weights: new Float32Array(memory.buffer, offsets.weights, end),
    gradients: new Float32Array(memory.buffer, offsets.gradients, trained),
    addGradients(others) {
      new Float32Array(memory.buffer, offsets.scratch, trained).set(others);
      kernels.accumulate(offsets.gradients, offsets.scratch, trained);
    },
  };
}

/** What computes with a state's numbers, and the kind of model that it takes. */
export function deviceOf({ device }: TrainingState): Device {
  return device?.device ?? 'cpu';
}

export function targetOf({ device }: TrainingState): Target {
  return device ? 'portable' : 'cpu';
}

/** The part of a stored tensor that a use takes, as memory holds it. */
export function sliceOfUse(tensor: StateTensor, use: TensorUse): Slice {
  const kinds = tensor.layout.map((axis) => tensor.stored.slice[axis]!);
  return sliceOf(tensor.extents, storedShape(use.shape, tensor.layout), kinds);
}

/** The weights of a slice, or their average: a view where they lie in one stretch, a packed copy otherwise. */
export function sliceWeights(
  state: TrainingState,
  tensor: StateTensor,
  slice: Slice,
  part: TrainingState['kept'],
): Float32Array {
  const whole = state.view(part, tensor);
  const start = slice.starts[0]!;
  if (slice.starts.length === 1) return whole.subarray(start, start + slice.count);
  const dense = new Float32Array(slice.count);
  pack(whole, slice, dense);
  return dense;
}

/** Adds the dense gradient at the start of the tensor's scratch room to the slice of its gradient. */
export function accumulateScratch(state: TrainingState, tensor: StateTensor, slice: Slice): void {
  const { gradients, scratch } = state.offsets;
  slice.starts.forEach((start, index) => {
    const sum = gradients + 4 * (tensor.start + start);
    state.kernels.accumulate(sum, scratch + 4 * (tensor.start + index * slice.run), slice.run);
  });
}

function allocate(bytes: number, trained: number): WebAssembly.Memory {
  const pages = Math.max(1, Math.ceil(bytes / PAGE));
  const gibibytes = (count: number): string => (count / 2 ** 30).toFixed(2);
  if (pages > MOST_PAGES) {
    throw new LitheError(
      `Training ${(trained / 1e6).toFixed(1)} M numbers takes ${gibibytes(bytes)} GiB of state (weights, gradients, ` +
        'moments), and 4 GiB is the most that fits: make the largest sub-network smaller, or use sgd, which keeps one moment.',
    );
  }
  try {
    return new WebAssembly.Memory({ initial: pages, maximum: pages });
  } catch {
    throw new LitheError(`This machine has no ${gibibytes(bytes)} GiB of memory free for the training's state.`);
  }
}

function roundUp(count: number, multiple: number): number {
  return Math.ceil(count / multiple) * multiple;
}
