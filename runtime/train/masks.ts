import type { RandomStream } from '../random.ts';

/** Parts of 1 in which a rate is taken: each 32 random bits settle two elements. */
const PARTS = 2 ** 16;

/**
 * Fills a mask with 0 at a rate, and 1 / (1 - rate) elsewhere, so that the mean of what is masked stays (inverted
 * dropout). A rate is rounded to 2^-16.
 */
export function fillMask(mask: Float32Array, rate: number, random: RandomStream): void {
  const dropped = Math.min(PARTS - 1, Math.round(rate * PARTS));
  const kept = PARTS / (PARTS - dropped);
  for (let at = 0; at < mask.length; at += 2) {
    const bits = random.bits();
    mask[at] = (bits & 0xffff) < dropped ? 0 : kept;
    if (at + 1 < mask.length) mask[at + 1] = bits >>> 16 < dropped ? 0 : kept;
  }
}
