import {
  type Genome,
  largest,
  type Network,
  networkAt,
  type Space,
  sampleGenome,
  smallest,
  storedTensors,
} from '../../language/index.ts';
import { elasticAxes, type StorageLayout, storageLayout } from '../lower/layout.ts';
import { randomStream } from '../random.ts';
import { initialise } from './initialise.ts';
import { createState, type Moments, type TrainingState } from './state.ts';

/** A space's weights, and the sub-networks that share them. */
export interface SuperNetwork {
  readonly state: TrainingState;
  readonly largest: Genome;
  readonly smallest: Genome;
  networkAt(genome: Genome): Network;
  /** Whether any decision is left open where those of these names are not. */
  isOpen(closed: ReadonlySet<string>): boolean;
  /** The smallest network that has the decisions of these names at their largest. */
  smallestWith(closed: ReadonlySet<string>): Genome;
  /** A random one of those: uniform over the values of each decision that is not closed. */
  sample(random: () => number, closed: ReadonlySet<string>): Genome;
}

/** What a state holds beside weights. */
interface Kept {
  readonly moments: Moments;
  readonly averaged?: boolean;
  /** True where nothing is trained: there are no gradients either. */
  readonly frozen?: boolean;
}

const PROBES = 16;

/** Lays out a space's stored tensors and initialises them by the seed, but for those `given` that are filled otherwise. */
export function createSuperNetwork(
  space: Space,
  { moments, averaged = false, frozen = false }: Kept,
  seed: number,
  given: ReadonlySet<string> = new Set(),
): SuperNetwork {
  const stored = storedTensors(space).map((tensor) => (frozen ? { ...tensor, trained: false } : tensor));
  const layouts = layoutsOf(space);
  const state = createState(stored, ({ path }) => layouts.get(path)!, moments, averaged);
  for (const tensor of state.tensors.values()) {
    const { path, initial } = tensor.stored;
    if (!given.has(path)) initialise(state.view('weights', tensor), initial, path, seed);
  }
  return {
    state,
    largest: largest(space),
    smallest: smallest(space),
    networkAt: (genome) => networkAt(space, genome),
    isOpen: (closed) => space.decisions.some(({ name, values }) => values.length > 1 && !closed.has(name)),
    smallestWith: (closed) => smallest(space, closed),
    sample: (random, closed) => sampleGenome(space, random, closed),
  };
}

/**
 * Layouts by the axes that are cut in the smallest or one of a few fixed random sub-networks. An axis that all of them
 * use whole and another one cuts costs that one a packed copy, nothing else.
 */
function layoutsOf(space: Space): ReadonlyMap<string, StorageLayout> {
  const { uniform } = randomStream(0, 'storage layout');
  const probes = [smallest(space), ...Array.from({ length: PROBES }, () => sampleGenome(space, uniform))];
  const uses = probes.flatMap((genome) =>
    networkAt(space, genome).operators.flatMap(({ tensors }) => Object.values(tensors)),
  );
  return new Map(storedTensors(space).map((tensor) => [tensor.path, storageLayout(tensor, elasticAxes(tensor, uses))]));
}
