import type { Change } from './images/augment.ts';
import { decodePicture } from './images/decode.ts';
import type { ImageIntake, Intake, Pictures, Samples, TokenIntake, Tokens } from './samples.ts';

/** What decoding needs. */
type PictureIntake = Omit<ImageIntake, 'levels' | 'normalization'>;

/** Values of one of the network's inputs, sample after sample: token ids are whole numbers, all else float32. */
export type InputData = Float32Array | Int32Array;

/** Bytes of each picture as they are stored, or decoded beside this thread: uint8 [channels, height, width] each. */
export function imagesAt(
  { content }: Samples,
  intake: PictureIntake,
  samples: ArrayLike<number>,
): Promise<Uint8Array>[] | Uint8Array[] {
  const size = intake.channels * intake.height * intake.width;
  if (content.kind === 'pictures') return Array.from(samples, (sample) => decoded(content, sample, intake));
  if (content.kind === 'tokens') throw new Error('Texts are no images');
  return Array.from(samples, (sample) => content.pixels.subarray(sample * size, (sample + 1) * size));
}

function decoded({ files }: Pictures, sample: number, intake: PictureIntake): Promise<Uint8Array> {
  const path = files[sample]!;
  const { channels, height, width } = intake;
  return decodePicture({ path, shown: path }, { kind: 'image', channels, height, width }, intake.resize);
}

/** Pictures are measured on so many, spread evenly, where they are decoded each time. */
const MOST_MEASURED = 2000;

/** All images of a split that is in memory, or 2,000 spread evenly over one that is not. */
export async function picturesOf(train: Samples, intake: PictureIntake): Promise<readonly Uint8Array[]> {
  const count = train.content.kind === 'pictures' ? Math.min(MOST_MEASURED, train.count) : train.count;
  const samples = Array.from({ length: count }, (_, index) => Math.floor((index * train.count) / count));
  return Promise.all(imagesAt(train, intake, samples));
}

/**
 * What each of the network's inputs takes for some samples, in order; where `batch` is more than those, zeros follow
 * (of texts, padding). `changes` are made to each image in turn.
 */
export async function inputsOf(
  samples: Samples,
  intake: Intake,
  indices: ArrayLike<number>,
  batch: number,
  changes?: readonly (readonly Change[])[],
): Promise<InputData[]> {
  if (intake.kind === 'tokens') return tokenInputs(samples.content as Tokens, intake, indices, batch);
  const images = await Promise.all(imagesAt(samples, intake, indices));
  return [imageInput(images, intake, batch, changes)];
}

function imageInput(
  images: readonly Uint8Array[],
  { channels, height, width, levels }: ImageIntake,
  batch: number,
  changes: readonly (readonly Change[])[] | undefined,
): Float32Array {
  const area = height * width;
  const values = new Float32Array(batch * channels * area);
  const spare = [new Uint8Array(channels * area), new Uint8Array(channels * area)] as const;
  for (const [slot, image] of images.entries()) {
    let pixels = image;
    for (const [turn, change] of (changes?.[slot] ?? []).entries()) {
      const to = spare[turn % 2]!;
      change(pixels, to);
      pixels = to;
    }
    const start = slot * channels * area;
    for (let channel = 0; channel < channels; channel++) {
      const table = channel * 256;
      for (let at = channel * area; at < (channel + 1) * area; at++) values[start + at] = levels[table + pixels[at]!]!;
    }
  }
  return values;
}

function tokenInputs(
  { ids, types, ends }: Tokens,
  { length, padding, inputs }: TokenIntake,
  indices: ArrayLike<number>,
  batch: number,
): InputData[] {
  return inputs.map((input) => {
    const values = new Int32Array(batch * length).fill(input === 'ids' ? padding : 0);
    const from = input === 'ids' ? ids : types;
    for (let slot = 0; slot < indices.length; slot++) {
      const sample = indices[slot]!;
      const start = sample === 0 ? 0 : ends[sample - 1]!;
      values.set(from.subarray(start, ends[sample]), slot * length);
    }
    return values;
  });
}
