import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainInputs, trainingBatches } from '../../../runtime/data/batches.ts';
import type { LoadedDataset, Samples } from '../../../runtime/data/dataset.ts';

/** Image i has byte i + 1 in its centre and nothing else. */
function samples(count: number): Samples {
  const pixels = new Uint8Array(count * 25);
  for (let index = 0; index < count; index++) pixels[index * 25 + 12] = index + 1;
  return { count, height: 5, width: 5, pixels, labels: Uint8Array.from({ length: count }, (_, index) => index % 3) };
}

function data(count: number, shift: number): LoadedDataset {
  const levels = Float32Array.from({ length: 256 }, (_, byte) => byte - 0.5);
  return { train: samples(count), validation: samples(1), levels, shift };
}

/** Which samples a batch holds, with where their centre went. */
function held(images: Float32Array): { sample: number; place: number }[] {
  return Array.from({ length: images.length / 25 }, (_, slot) => {
    const image = images.subarray(slot * 25, (slot + 1) * 25);
    const place = image.findIndex((level) => level !== -0.5);
    return { sample: Math.round(image[place]! + 0.5) - 1, place };
  });
}

describe('trainingBatches', () => {
  test('shows every sample at most once in an epoch, in another order each time, with its label', () => {
    const batches = trainingBatches(data(23, 0), 5, 3, 1);
    expect(batches.stepsPerEpoch).toBe(4);
    const epochs = [0, 1].map((epoch) =>
      [0, 1, 2, 3].flatMap((step) => {
        const { inputs, targets } = batches.at(epoch * 4 + step);
        return held(inputs[0] as Float32Array).map(({ sample, place }, slot) => {
          expect(place).toBe(12);
          expect(Array.from(targets.subarray(slot * 3, slot * 3 + 3))).toEqual(
            [0, 1, 2].map((c) => +(c === sample % 3)),
          );
          return sample;
        });
      }),
    );
    expect(new Set(epochs[0]).size).toBe(20);
    expect(new Set(epochs[1]).size).toBe(20);
    expect(epochs[0]).not.toEqual(epochs[1]);
  });

  test('is a function of seed and step, whatever was asked before', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 5 }), (steps) => {
        const batches = trainingBatches(data(23, 2), 5, 3, 1);
        for (const step of steps) {
          const fresh = trainingBatches(data(23, 2), 5, 3, 1).at(step);
          expect(batches.at(step)).toEqual(fresh);
        }
      }),
    );
  });

  test('shifts by every distance up to the largest in both directions, and fills with background', () => {
    const batches = trainingBatches(data(50, 2), 50, 3, 1);
    const places = new Set<number>();
    for (let step = 0; step < 20; step++)
      for (const { place } of held(batches.at(step).inputs[0] as Float32Array)) places.add(place);
    expect(places.size).toBe(25);
  });

  test('refuses a batch larger than the training set', () => {
    expect(() => trainingBatches(data(4, 0), 5, 3, 1)).toThrow(
      'A batch of 5 needs as many training samples, and there are 4.',
    );
  });
});

test('plainInputs gives the images in order and zeros after the last', () => {
  const [images] = plainInputs(samples(7), data(1, 0), 5, 4) as [Float32Array];
  expect(held(images.subarray(0, 50))).toEqual([
    { sample: 5, place: 12 },
    { sample: 6, place: 12 },
  ]);
  expect(images.subarray(50).every((level) => level === 0)).toBe(true);
});
