import type { StoredTensor } from './network.ts';
import type { Space } from './space.ts';

/** Every tensor of the super-network, each at the largest extent that it takes anywhere in the space. */
export function storedTensors(_space: Space): readonly StoredTensor[] {
  return [];
}
