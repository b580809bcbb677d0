import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';

/** A stream of random numbers that a seed repeats exactly, on any machine. */
export interface Random {
  /** Uniform in [0, 1). */
  uniform(): number;
  /** A whole number uniform in [0, limit). */
  below(limit: number): number;
  pick<T>(items: readonly T[]): T;
  /** A permutation, drawn uniformly. */
  shuffled<T>(items: readonly T[]): T[];
}

/** The stream of a whole-number seed; neighbouring seeds give unrelated streams. */
export function seeded(seed: number): Random {
  const generator = xoroshiro128plusFromState(spread(seed, 4));
  const below = (limit: number) => uniformInt(generator, 0, limit - 1);
  return {
    uniform: () => uniformFloat64(generator),
    below,
    pick: (items) => items[below(items.length)]!,
    shuffled: (items) => {
      const order = [...items];
      for (let last = order.length - 1; last > 0; last--) {
        const other = below(last + 1);
        [order[last], order[other]] = [order[other]!, order[last]!];
      }
      return order;
    },
  };
}

/** SplitMix32: xoroshiro wants a state whose bits are mixed, which a small seed is not. */
function spread(seed: number, words: number): number[] {
  let state = Math.trunc(seed) | 0;
  return Array.from({ length: words }, () => {
    state = (state + 0x9e3779b9) | 0;
    let word = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    word = Math.imul(word ^ (word >>> 15), 0x735a2d97);
    return word ^ (word >>> 15);
  });
}
