import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainInputs, trainingBatches } from '../../../runtime/data/batches.ts';
import type { LoadedDataset, Samples } from '../../../runtime/data/samples.ts';

/** Image i has byte i + 1 in its centre and nothing else. */
function samples(count: number): Samples {
  const pixels = new Uint8Array(count * 25);
  for (let index = 0; index < count; index++) pixels[index * 25 + 12] = index + 1;
  return {
    count,
    content: { kind: 'pixels', pixels },
    labels: Float32Array.from({ length: count }, (_, index) => index % 3),
  };
}

function data(count: number, pixels: number): LoadedDataset {
  const levels = Float32Array.from({ length: 256 }, (_, byte) => byte - 0.5);
  return {
    train: samples(count),
    validation: samples(1),
    intake: {
      kind: 'image',
      channels: 1,
      height: 5,
      width: 5,
      normalization: { mean: [0.5 / 255], deviation: [1 / 255] },
      levels,
      augment: [{ kind: 'shift', pixels }],
    },
    told: { kind: 'class', names: ['0', '1', '2'], outputs: 3 },
  };
}

const batchesOf = (from: LoadedDataset, batch: number, share = 0, shares = 1, accumulate = 1) =>
  trainingBatches(from, { batch, accumulate, seed: 1, share, shares, place: 'net.lithe:3:5' });

/** Which samples a batch holds, with where their centre went. */
function held(images: Float32Array): { sample: number; place: number }[] {
  return Array.from({ length: images.length / 25 }, (_, slot) => {
    const image = images.subarray(slot * 25, (slot + 1) * 25);
    const place = image.findIndex((level) => level !== -0.5);
    return { sample: Math.round(image[place]! + 0.5) - 1, place };
  });
}

describe('trainingBatches', () => {
  test('a step of several batches holds the samples that one as large would, none of another epoch', async () => {
    const samplesOf = async (batches: ReturnType<typeof batchesOf>, index: number) =>
      held((await batches.at(index)).inputs[0] as Float32Array).map(({ sample }) => sample);
    const [whole, parts] = [batchesOf(data(40, 0), 12), batchesOf(data(40, 0), 4, 0, 1, 3)];
    expect([whole.stepsPerEpoch, parts.stepsPerEpoch]).toEqual([3, 3]);
    for (let step = 0; step < 7; step++) {
      const found = await Promise.all([0, 1, 2].map((part) => samplesOf(parts, 3 * step + part)));
      expect(found.flat()).toEqual(await samplesOf(whole, step));
    }
    expect(() => batchesOf(data(40, 0), 14, 0, 1, 3)).toThrow(
      'net.lithe:3:5: a step of 3 batches of 14 needs as many training samples, and there are 40: write `batch 13`, or fewer.',
    );
  });

  test('shows every sample at most once in an epoch, in another order each time, with its label', async () => {
    const batches = batchesOf(data(23, 0), 5);
    expect(batches.stepsPerEpoch).toBe(4);
    const epochs: number[][] = [[], []];
    for (let step = 0; step < 8; step++) {
      const { inputs, targets } = await batches.at(step);
      held(inputs[0] as Float32Array).forEach(({ sample, place }, slot) => {
        expect(place).toBe(12);
        expect(Array.from(targets.subarray(slot * 3, slot * 3 + 3))).toEqual([0, 1, 2].map((c) => +(c === sample % 3)));
        epochs[Math.floor(step / 4)]!.push(sample);
      });
    }
    expect(new Set(epochs[0]).size).toBe(20);
    expect(new Set(epochs[1]).size).toBe(20);
    expect(epochs[0]).not.toEqual(epochs[1]);
  });

  test('is a function of seed and step, whatever was asked before', async () => {
    const steps = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(steps, async (asked) => {
        const batches = batchesOf(data(23, 2), 5);
        for (const step of asked) expect(await batches.at(step)).toEqual(await batchesOf(data(23, 2), 5).at(step));
      }),
      { numRuns: 30 },
    );
  });

  test('gives the shares the parts of the whole batch, with the same changes', async () => {
    for (let step = 0; step < 5; step++) {
      const whole = await batchesOf(data(23, 2), 6).at(step);
      const [first, second] = [
        await batchesOf(data(23, 2), 6, 0, 2).at(step),
        await batchesOf(data(23, 2), 6, 1, 2).at(step),
      ];
      expect([...first.inputs[0]!, ...second.inputs[0]!]).toEqual([...whole.inputs[0]!]);
      expect([...first.targets, ...second.targets]).toEqual([...whole.targets]);
    }
  });

  test('shifts by every distance up to the largest in both directions, and fills with background', async () => {
    const batches = batchesOf(data(50, 2), 50);
    const places = new Set<number>();
    for (let step = 0; step < 20; step++)
      for (const { place } of held((await batches.at(step)).inputs[0] as Float32Array)) places.add(place);
    expect(places.size).toBe(25);
  });

  test('gives token ids padded to the length, types by name of the input, and numbers as targets', async () => {
    const content = {
      kind: 'tokens' as const,
      ids: Int32Array.of(7, 8, 9, 5),
      types: Uint8Array.of(0, 1, 1, 0),
      ends: Float64Array.of(3, 4),
    };
    const train = { count: 2, content, labels: Float32Array.of(1.5, -2) };
    const intake = { kind: 'tokens' as const, length: 4, padding: 3, inputs: ['types', 'ids'] as const };
    const batches = batchesOf({ train, validation: train, intake, told: { kind: 'number' } }, 2);
    const { inputs, targets } = await batches.at(0);
    const [types, ids] = inputs as [Int32Array, Int32Array];
    const first = targets[0] === 1.5 ? 0 : 1;
    const row = (values: Int32Array, sample: number) =>
      Array.from(values.subarray((sample === first ? 0 : 1) * 4, (sample === first ? 1 : 2) * 4));
    expect(new Set(targets)).toEqual(new Set([1.5, -2]));
    expect([row(ids, 0), row(ids, 1)]).toEqual([
      [7, 8, 9, 3],
      [5, 3, 3, 3],
    ]);
    expect([row(types, 0), row(types, 1)]).toEqual([
      [0, 1, 1, 0],
      [0, 0, 0, 0],
    ]);
  });

  test('refuses a batch larger than the training set', () => {
    expect(() => batchesOf(data(4, 0), 5)).toThrow(
      'net.lithe:3:5: a batch of 5 needs as many training samples, and there are 4: write `batch 4`, or fewer.',
    );
  });
});

test('plainInputs gives the images in order and zeros after the last', async () => {
  const [images] = (await plainInputs(samples(7), data(1, 0).intake, 5, 4)) as [Float32Array];
  expect(held(images.subarray(0, 50))).toEqual([
    { sample: 5, place: 12 },
    { sample: 6, place: 12 },
  ]);
  expect(images.subarray(50).every((level) => level === 0)).toBe(true);
});
