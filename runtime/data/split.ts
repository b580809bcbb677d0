import { randomStream } from '../random.ts';
import { sharedFloats } from './labels.ts';
import { type Content, type Samples, sharedBytes } from './samples.ts';

/**
 * Draws a share of the samples by seed: `[the others, the share]`. Of each stratum (class) the share has its part,
 * rounded so that the parts add up to the rounded share of all; the largest remainders are rounded up.
 * @param strata [count]: the stratum of each sample
 */
export function splitShare(all: Samples, share: number, strata: ArrayLike<number>, seed: number): [Samples, Samples] {
  const order = randomStream(seed, 'validation split').order(all.count);
  const sizes = new Map<number, number>();
  for (let sample = 0; sample < all.count; sample++) sizes.set(strata[sample]!, (sizes.get(strata[sample]!) ?? 0) + 1);
  const parts = [...sizes].map(([stratum, size]) => ({ stratum, part: size * share, taken: Math.floor(size * share) }));
  let left = Math.round(all.count * share) - parts.reduce((sum, { taken }) => sum + taken, 0);
  for (const one of parts.toSorted((a, b) => b.part - b.taken - (a.part - a.taken) || a.stratum - b.stratum)) {
    if (left <= 0) break;
    one.taken += 1;
    left -= 1;
  }
  const due = new Map(parts.map(({ stratum, taken }) => [stratum, taken]));
  const [others, drawn]: [number[], number[]] = [[], []];
  for (const sample of order) {
    const stratum = strata[sample]!;
    const open = due.get(stratum)!;
    if (open > 0) due.set(stratum, open - 1);
    (open > 0 ? drawn : others).push(sample);
  }
  return [take(all, others), take(all, drawn)];
}

function take({ content, labels }: Samples, indices: readonly number[]): Samples {
  return {
    count: indices.length,
    content: takeContent(content, indices, labels.length),
    labels: sharedFloats(indices.length, (index) => labels[indices[index]!]!),
  };
}

function takeContent(content: Content, indices: readonly number[], count: number): Content {
  switch (content.kind) {
    case 'pixels': {
      const size = content.pixels.length / count;
      const pixels = sharedBytes(indices.length * size);
      indices.forEach((from, to) => {
        pixels.set(content.pixels.subarray(from * size, (from + 1) * size), to * size);
      });
      return { kind: 'pixels', pixels };
    }
    case 'pictures':
      return { kind: 'pictures', files: indices.map((index) => content.files[index]!) };
    case 'tokens': {
      const startOf = (sample: number): number => (sample === 0 ? 0 : content.ends[sample - 1]!);
      const total = indices.reduce((sum, sample) => sum + content.ends[sample]! - startOf(sample), 0);
      const ids = new Int32Array(new SharedArrayBuffer(4 * total));
      const types = sharedBytes(total);
      const ends = new Float64Array(new SharedArrayBuffer(8 * indices.length));
      let at = 0;
      indices.forEach((sample, to) => {
        const [start, end] = [startOf(sample), content.ends[sample]!];
        ids.set(content.ids.subarray(start, end), at);
        types.set(content.types.subarray(start, end), at);
        at += end - start;
        ends[to] = at;
      });
      return { kind: 'tokens', ids, types, ends };
    }
  }
}
