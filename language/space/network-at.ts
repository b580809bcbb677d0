import type { Genome } from './decision.ts';
import type { Network } from './network.ts';
import type { Space } from './space.ts';

/** The sub-network of a genome: what remains of the space where its decisions are settled. */
export function networkAt(_space: Space, _genome: Genome): Network {
  return { values: [], inputs: [], operators: [], output: 0 };
}
