import { describe, expect, it } from 'vitest';
import { costRange, sampleCosts } from '../../../language/index.ts';
import { randomFrom } from '../random.ts';
import { spaceOf } from '../space/compiled.ts';

const space = spaceOf('elastic width in 1..100\nlinear(width, bias: false)');

describe('a sampled distribution', () => {
  it('has the mean and the quantiles of what is drawn', () => {
    // Stratified numbers draw every width once: costs 8, 16 … 800.
    let drawn = 0;
    const { macs, bytes } = sampleCosts(space, 100, () => (drawn++ + 0.5) / 100);
    expect(macs.mean).toBeCloseTo(404);
    expect(macs.quantiles).toEqual({ '0.05': 40, '0.25': 200, '0.5': 400, '0.75': 600, '0.95': 760 });
    expect(macs.histogram).toEqual({ from: 8, to: 800, counts: Array.from({ length: 20 }, () => 5) });
    expect(bytes.mean).toBeCloseTo(4 * 404);
  });

  it('is the same for the same random numbers, and within the exact range', () => {
    const draw = () => sampleCosts(space, 500, randomFrom(7)).macs;
    expect(draw()).toEqual(draw());
    const range = costRange(space, 'macs');
    if ('problem' in range) throw new Error(range.problem.message);
    const { from, to, counts } = draw().histogram;
    expect(from).toBeGreaterThanOrEqual(range.smallest.value);
    expect(to).toBeLessThanOrEqual(range.largest.value);
    expect(counts.reduce((a, b) => a + b)).toBe(500);
  });

  it('is one bin where nothing is open', () => {
    const { macs } = sampleCosts(spaceOf('linear(3)'), 10, randomFrom(1));
    expect(macs).toMatchObject({ mean: 24, histogram: { from: 24, to: 24, counts: [10] } });
  });
});
