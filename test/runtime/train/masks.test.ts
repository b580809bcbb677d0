import { describe, expect, test } from 'vitest';
import { randomStream } from '../../../runtime/random.ts';
import { fillMask } from '../../../runtime/train/masks.ts';

function maskOf(rate: number, count: number, moment = 1): Float32Array {
  const mask = new Float32Array(count);
  fillMask(mask, rate, randomStream(7, 'mask', moment));
  return mask;
}

describe('a mask', () => {
  test.each([0.1, 0.5, 0.9])('leaves out a share of %d, and scales what it keeps so that the mean stays 1', (rate) => {
    const count = 100_001;
    const mask = maskOf(rate, count);
    const dropped = mask.filter((value) => value === 0).length;
    // Five deviations of a binomial distribution.
    expect(Math.abs(dropped - rate * count)).toBeLessThan(5 * Math.sqrt(count * rate * (1 - rate)));
    const kept = mask.filter((value) => value !== 0);
    expect(new Set(kept).size).toBe(1);
    expect(kept[0]! * (1 - Math.round(rate * 2 ** 16) / 2 ** 16)).toBeCloseTo(1, 6);
    // Neighbours come from one draw, and are independent all the same.
    const both = mask.filter((value, at) => at % 2 === 0 && value === 0 && mask[at + 1] === 0).length;
    expect(both / (count / 2)).toBeCloseTo(rate ** 2, 1);
  });

  test('is the same for the same key, and another for another', () => {
    expect(maskOf(0.5, 65)).toEqual(maskOf(0.5, 65));
    expect(maskOf(0.5, 65)).not.toEqual(maskOf(0.5, 65, 2));
  });

  test('of a rate next to 1 keeps some elements and stays finite', () => {
    expect(maskOf(1 - 1e-12, 1000).every(Number.isFinite)).toBe(true);
  });
});
