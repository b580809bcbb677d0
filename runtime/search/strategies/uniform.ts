import type { Propose } from '../batches.ts';

/** A batch has no meaning to random search; this many are drawn at a time. */
const drawn = 32;

/** Random search: every gene uniform over its values, no sub-network twice. The control of every other strategy. */
export function uniform(): Propose {
  return ({ sampler, known }) => sampler.fresh(drawn, known);
}
