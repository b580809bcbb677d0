import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bestEpoch } from '../../../runtime/run/early-stopping.ts';

test('the best epoch is the first of those that no other one beats', () => {
  const metrics = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(metrics, fc.integer({ min: 1, max: 12 }), (values, until) => {
      const last = Math.min(until, values.length);
      const seen = values.slice(0, last);
      // A journal may tell epochs in any order where one was told again.
      const held = new Map(values.map((value, index) => [index + 1, value] as const).toReversed());
      expect(bestEpoch(held, 'maximize', last)).toBe(1 + seen.indexOf(Math.max(...seen)));
      expect(bestEpoch(held, 'minimize', last)).toBe(1 + seen.indexOf(Math.min(...seen)));
    }),
  );
});

test('a metric that is no number is never better', () => {
  expect(
    bestEpoch(
      new Map([
        [1, Number.NaN],
        [2, 0.5],
        [3, Number.NaN],
      ]),
      'maximize',
      3,
    ),
  ).toBe(2);
});
