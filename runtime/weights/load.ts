import {
  type Assignment,
  assignWeights,
  type ListedTensor,
  readWeightsListing,
  type Space,
  storedTensors,
} from '../../language/index.ts';
import { LitheError } from '../errors.ts';
import { product } from '../train/slices.ts';
import type { TrainingState } from '../train/state.ts';
import { localFiles } from './files.ts';
import { toFloat32 } from './floats.ts';

/** The weights of a file or folder for a super-network, by the name map of its `weights`. */
export interface GivenWeights {
  /** Stored tensors that they hold. */
  readonly paths: ReadonlySet<string>;
  /** Puts them into the state's. Throws a LitheError where they cannot be read or hold numbers that are none. */
  fill(state: TrainingState): void;
}

/**
 * Reads what a file or folder holds. Throws a LitheError where it cannot be read or does not fit the super-network.
 * @param lines of the name map; by default those of the super-network's own `weights`
 */
export function openWeights(space: Space, path: string, lines = space.weights?.lines): GivenWeights {
  const listing = readWeightsListing(localFiles, path);
  if ('problem' in listing) throw new LitheError(`${listing.problem}.`);
  const { assignments, misfits, missing } = assignWeights(storedTensors(space), lines, listing.tensors);
  const wrong = misfits[0]?.name ?? missing[0]?.stored.path;
  // The header was checked before the run began; what was changed since is told here.
  if (wrong !== undefined) throw new LitheError(`${path} does not fit the super-network ${space.name}: see ${wrong}.`);
  return {
    paths: new Set(assignments.map(({ stored }) => stored.path)),
    fill: (state) => fillState(state, assignments),
  };
}

function fillState(state: TrainingState, assignments: readonly Assignment[]): void {
  const whole = new Map<string, Float32Array>();
  for (const assignment of assignments) {
    const { name, tensor, stored } = assignment;
    const numbers = whole.get(name) ?? readNumbers(name, tensor);
    // Kept while the other parts of a fused tensor are to come.
    if (assignment.part + 1 < assignment.parts) whole.set(name, numbers);
    else whole.delete(name);
    const place = state.tensors.get(stored.path)!;
    writeInMemoryOrder(partOf(assignment, numbers), stored.shape, place.layout, state.view('weights', place));
  }
}

function readNumbers(name: string, { file, start, end, format }: ListedTensor): Float32Array {
  const bytes = localFiles.open(file)?.read(start, end - start);
  if (bytes?.length !== end - start) throw new LitheError(`${file} ended while ${name} was read: fetch it again.`);
  const numbers = toFloat32(bytes, format);
  const wrong = numbers.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) {
    const count = numbers.reduce((sum, value) => sum + Number(!Number.isFinite(value)), 0);
    const them = count === 1 ? 'a number that is' : `${count} numbers that are`;
    throw new LitheError(
      `${file}: ${name} holds ${them} no number or infinite, the first (${numbers[wrong]}) at element ${wrong}: ` +
        'these weights cannot be trained on; fetch the file again, or take another one.',
    );
  }
  return numbers;
}

/** The stored tensor's own numbers, in the order in which the language writes it. */
function partOf({ tensor, transposed, part, parts }: Assignment, numbers: Float32Array): Float32Array {
  const [rows = 1, columns = 1] = tensor.shape;
  const turned = transposed ? new Float32Array(numbers.length) : numbers;
  if (transposed) writeInMemoryOrder(numbers, [rows, columns], [1, 0], turned);
  const count = turned.length / parts;
  return turned.subarray(part * count, (part + 1) * count);
}

/** Writes a tensor of `shape` so that its axis `layout[i]` stands at place i. */
export function writeInMemoryOrder(
  data: Float32Array,
  shape: readonly number[],
  layout: readonly number[],
  memory: Float32Array,
): void {
  if (layout.every((axis, place) => axis === place)) {
    memory.set(data);
    return;
  }
  const extents = layout.map((axis) => shape[axis]!);
  const strides = layout.map((axis) => product(shape.slice(axis + 1)));
  const index = extents.map(() => 0);
  for (let to = 0, from = 0; to < memory.length; to++) {
    memory[to] = data[from]!;
    for (let place = extents.length - 1; place >= 0; place--) {
      from += strides[place]!;
      if (++index[place]! < extents[place]!) break;
      from -= strides[place]! * extents[place]!;
      index[place] = 0;
    }
  }
}
