import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Intake, Samples, Tokens } from '../../../runtime/data/samples.ts';
import { groupedByLength, lengthFor, sortedByLength, usualLength } from '../../../runtime/data/text/lengths.ts';
import { randomStream } from '../../../runtime/random.ts';

function texts(lengths: readonly number[]): Tokens {
  const ends: number[] = [];
  for (const length of lengths) ends.push((ends.at(-1) ?? 0) + length);
  const count = ends.at(-1) ?? 0;
  return { kind: 'tokens', ids: new Int32Array(count), types: new Uint8Array(count), ends: Float64Array.from(ends) };
}

const samplesOf = (lengths: readonly number[]): Samples => ({
  count: lengths.length,
  content: texts(lengths),
  labels: new Float32Array(lengths.length),
});
const intake = (length: number): Intake => ({ kind: 'tokens', length, padding: 0, inputs: ['ids'] });
const all = (count: number): Uint32Array => Uint32Array.from({ length: count }, (_, index) => index);

describe('the order of an epoch', () => {
  const cases = fc.record({
    lengths: fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 300 }),
    batch: fc.integer({ min: 1, max: 9 }),
    seed: fc.nat(),
  });
  const grouped = ({ lengths, batch, seed }: { lengths: number[]; batch: number; seed: number }) => {
    const random = randomStream(seed, 'order');
    const drawn = random.order(lengths.length);
    return { drawn, order: groupedByLength(texts(lengths), drawn, batch, random) };
  };

  test('holds every text once, those that fill no batch last', () => {
    fc.assert(
      fc.property(cases, (one) => {
        const { drawn, order } = grouped(one);
        const whole = drawn.length - (drawn.length % one.batch);
        expect(order.toSorted()).toEqual(all(order.length));
        expect(order.subarray(whole)).toEqual(drawn.subarray(whole));
      }),
    );
  });

  test('has batches whose texts no other batch of their 32 lies between', () => {
    fc.assert(
      fc.property(cases, (one) => {
        const { order } = grouped({ ...one, lengths: one.lengths.slice(0, 32 * one.batch) });
        const whole = order.length - (order.length % one.batch);
        const spans: (readonly [number, number])[] = [];
        for (let start = 0; start < whole; start += one.batch) {
          const lengths = Array.from(order.subarray(start, start + one.batch), (sample) => one.lengths[sample]!);
          spans.push([Math.min(...lengths), Math.max(...lengths)]);
        }
        spans.sort(([a, b], [c, d]) => a - c || b - d);
        for (let at = 1; at < spans.length; at++) expect(spans[at]![0]).toBeGreaterThanOrEqual(spans[at - 1]![1]);
      }),
    );
  });

  test('does not rise from batch to batch', () => {
    const lengths = Array.from({ length: 64 }, (_, index) => index + 1);
    const { order } = grouped({ lengths, batch: 4, seed: 1 });
    const firsts = Array.from({ length: 16 }, (_, batch) => lengths[order[4 * batch]!]!);
    expect(firsts).not.toEqual(firsts.toSorted((a, b) => a - b));
  });
});

test('texts of one length stay in the order given', () => {
  const content = texts([3, 1, 3, 2, 1]);
  expect([...sortedByLength(content, Uint32Array.of(4, 2, 1, 0, 3))]).toEqual([4, 1, 3, 2, 0]);
});

describe('the length to which texts are padded', () => {
  test('is that of the longest in steps of eight, and at most what the network takes', () => {
    const samples = samplesOf([3, 8, 9, 20]);
    const lengths = [[0], [1], [0, 2], [3]].map((which) => lengthFor(samples, intake(20), which));
    expect(lengths).toEqual([8, 8, 16, 20]);
  });

  test('has sixteen values at most', () => {
    const samples = samplesOf(Array.from({ length: 500 }, (_, index) => index + 1));
    const lengths = new Set([...all(500)].map((sample) => lengthFor(samples, intake(500), [sample])));
    expect(lengths.size).toBeLessThanOrEqual(16);
  });

  test('is usually that of most samples', () => {
    expect(usualLength(samplesOf([3, 30, 9, 14, 12, 2]), intake(30))).toBe(16);
    expect(usualLength(samplesOf([3, 30, 31]), intake(30))).toBe(30);
  });

  test('is nothing that images have', () => {
    const content = { kind: 'pixels' as const, pixels: new Uint8Array(4) };
    const images = { count: 1, content, labels: new Float32Array(1) };
    expect(lengthFor(images, intake(8), [0])).toBeUndefined();
    expect(usualLength(images, intake(8))).toBeUndefined();
  });
});
