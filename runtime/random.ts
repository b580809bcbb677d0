import { createHash } from 'node:crypto';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';

/** Numbers of one purpose at one moment. */
export interface RandomStream {
  /** Uniform in [0, 1). */
  uniform(): number;
  /** 32 random bits, as a whole number from -2^31 up to 2^31. */
  bits(): number;
  /** Whole and uniform in [0, below). */
  below(below: number): number;
  /** Standard normal (Box and Muller 1958). */
  normal(): number;
  /** 0..count-1 in random order (Fisher and Yates). */
  order(count: number): Uint32Array;
}

/**
 * The stream of a seed, a purpose and a moment (step, epoch, tensor path). Streams of different keys are
 * independent, so a resumed run needs no generator's state, and a new purpose changes none of the others.
 */
export function randomStream(seed: number, purpose: string, moment: number | string = 0): RandomStream {
  const key = createHash('sha256').update(`${seed} ${purpose} ${moment}`).digest();
  const generator = xoroshiro128plusFromState([0, 4, 8, 12].map((at) => key.readInt32LE(at)));
  const uniform = (): number => uniformFloat64(generator);
  const below = (end: number): number => uniformInt(generator, 0, end - 1);
  return {
    uniform,
    bits: () => generator.next(),
    below,
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
    order: (count) => {
      const order = Uint32Array.from({ length: count }, (_, index) => index);
      for (let last = count - 1; last > 0; last--) {
        const other = below(last + 1);
        const kept = order[last]!;
        order[last] = order[other]!;
        order[other] = kept;
      }
      return order;
    },
  };
}
