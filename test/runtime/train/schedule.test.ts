import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { learningRate } from '../../../runtime/train/schedule.ts';

const rates = (kind: 'constant' | 'linear' | 'cosine', warmup: number, steps: number): number[] =>
  Array.from({ length: steps }, (_, step) => learningRate({ kind, warmup }, 1, step, steps));

describe('learningRate', () => {
  test('is what the closed forms say', () => {
    expect(rates('constant', 0, 3)).toEqual([1, 1, 1]);
    expect(rates('linear', 0, 4)).toEqual([1, 0.75, 0.5, 0.25]);
    expect(rates('linear', 0.5, 4)).toEqual([0.5, 1, 1, 0.5]);
    const cosine = rates('cosine', 0, 4);
    expect(cosine[0]).toBe(1);
    expect(cosine[1]).toBeCloseTo((1 + Math.SQRT1_2) / 2, 12);
    expect(cosine[2]).toBeCloseTo(0.5, 12);
    expect(cosine[3]).toBeCloseTo((1 - Math.SQRT1_2) / 2, 12);
  });

  test('rises in the warm-up, never rises after it, and stays in (0, rate]', () => {
    const kind = fc.constantFrom('constant', 'linear', 'cosine');
    fc.assert(
      fc.property(
        kind,
        fc.double({ min: 0, max: 0.9, noNaN: true }),
        fc.integer({ min: 1, max: 200 }),
        (kind, share, steps) => {
          const all = rates(kind, share, steps);
          const warmup = Math.round(share * steps);
          all.forEach((rate, step) => {
            expect(rate).toBeGreaterThan(0);
            expect(rate).toBeLessThanOrEqual(1);
            if (step > 0 && step < warmup) expect(rate).toBeGreaterThan(all[step - 1]!);
            if (step > warmup) expect(rate).toBeLessThanOrEqual(all[step - 1]!);
          });
        },
      ),
    );
  });
});
