import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EpochLosses } from '../../../runtime/run/epoch-losses.ts';

const perEpoch = 12;
const losses = Array.from({ length: 2 * perEpoch }, (_, step) => Math.cos(step) + 2);

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Tells of all steps up to `to`, in stretches that end at `ends` and with each epoch. */
function tell(told: EpochLosses, from: number, to: number, ends: readonly number[]): void {
  const all = new Set(
    [...ends.filter((end) => end > from && end < to), perEpoch, to].filter((end) => end > from && end <= to),
  );
  let start = from;
  for (const end of [...all].sort((a, b) => a - b)) {
    told.told(end, end / perEpoch, mean(losses.slice(start, end)));
    start = end;
  }
}

const ends = fc.uniqueArray(fc.integer({ min: 1, max: 2 * perEpoch }));

describe('the mean loss of an epoch', () => {
  test('is the same however often steps were told of', () => {
    fc.assert(
      fc.property(ends, (stretches) => {
        const told = new EpochLosses();
        tell(told, 0, 2 * perEpoch, stretches);
        expect(told.of(1)).toBeCloseTo(mean(losses.slice(0, perEpoch)), 10);
        expect(told.of(2)).toBeCloseTo(mean(losses.slice(perEpoch)), 10);
      }),
    );
  });

  test('counts steps that were done again once', () => {
    fc.assert(
      fc.property(ends, fc.integer({ min: 1, max: 2 * perEpoch - 1 }), (stretches, again) => {
        const told = new EpochLosses();
        // A checkpoint is written where steps are told of.
        tell(told, 0, 2 * perEpoch - 1, [...stretches, again]);
        told.goOnFrom(again);
        tell(told, again, 2 * perEpoch, stretches);
        expect(told.of(1)).toBeCloseTo(mean(losses.slice(0, perEpoch)), 10);
        expect(told.of(2)).toBeCloseTo(mean(losses.slice(perEpoch)), 10);
      }),
    );
  });

  test('is none where none was told', () => {
    expect(new EpochLosses().of(1)).toBeNaN();
  });
});
