import type { RandomStream } from '../../random.ts';
import type { Intake, Samples, Tokens } from '../samples.ts';

/** Different lengths to which texts are padded: each has a graph of its own. */
const MOST_LENGTHS = 16;
const STEP = 8;
/** Batches among whose texts those of one length are brought together. */
const GROUPED = 32;

/** Tokens to which some texts are padded together: those of the longest, rounded up. Undefined for images. */
export function lengthFor({ content }: Samples, intake: Intake, samples: ArrayLike<number>): number | undefined {
  if (content.kind !== 'tokens' || intake.kind !== 'tokens') return undefined;
  const step = STEP * Math.ceil(intake.length / STEP / MOST_LENGTHS);
  let longest = 1;
  for (let at = 0; at < samples.length; at++) longest = Math.max(longest, tokensIn(content, samples[at]!));
  return Math.min(intake.length, step * Math.ceil(longest / step));
}

/** Tokens to which most samples are padded, and so most batches, whose texts are of about one length. Undefined for images. */
export function usualLength(samples: Samples, intake: Intake): number | undefined {
  const counts = new Map<number | undefined, number>();
  for (let sample = 0; sample < samples.count; sample++) {
    const length = lengthFor(samples, intake, [sample]);
    counts.set(length, (counts.get(length) ?? 0) + 1);
  }
  const [usual] = [...counts].reduce((most, one) => (one[1] > most[1] ? one : most), [undefined, 0]);
  return usual;
}

/**
 * An epoch's random order in which batches hold texts of about the same length, so that little of them is padding: of every
 * 32 batches the texts are sorted by length, and then the batches are taken in random order. What is left over stays last.
 */
export function groupedByLength(content: Tokens, order: Uint32Array, batch: number, random: RandomStream): Uint32Array {
  const whole = order.length - (order.length % batch);
  const sorted = new Uint32Array(order);
  for (let start = 0; start < whole; start += GROUPED * batch) {
    const end = Math.min(whole, start + GROUPED * batch);
    sorted.set(sortedByLength(content, order.subarray(start, end)), start);
  }
  const grouped = new Uint32Array(sorted);
  random.order(whole / batch).forEach((from, to) => {
    grouped.set(sorted.subarray(from * batch, (from + 1) * batch), to * batch);
  });
  return grouped;
}

/** Samples by the number of their tokens, in the order given where that is the same. */
export function sortedByLength(content: Tokens, samples: Uint32Array): Uint32Array {
  // Array's sort is stable, and so is a typed array's.
  return samples.toSorted((a, b) => tokensIn(content, a) - tokensIn(content, b));
}

function tokensIn({ ends }: Tokens, sample: number): number {
  return ends[sample]! - (sample === 0 ? 0 : ends[sample - 1]!);
}
