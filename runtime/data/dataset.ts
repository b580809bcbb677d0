import { isAbsolute, join } from 'node:path';
import type { Dataset, ImageFiles, TensorType } from '../../language/index.ts';
import { formatType } from '../../language/index.ts';
import { LitheError } from '../errors.ts';
import { randomStream } from '../random.ts';
import { readIdx } from './idx.ts';

/** Labelled images as stored: `pixels` uint8 [count, height, width]; `labels` uint8 [count]. */
export interface Samples {
  readonly count: number;
  readonly height: number;
  readonly width: number;
  readonly pixels: Uint8Array;
  readonly labels: Uint8Array;
}

export interface LoadedDataset {
  readonly train: Samples;
  readonly validation: Samples;
  /** Held out; absent where the dataset names none. */
  readonly test?: Samples;
  /** Input of the network for each byte: (byte / 255 - mean) / deviation, float32 [256]. */
  readonly levels: Float32Array;
  /** Largest random translation of a training image, in pixels. */
  readonly shift: number;
}

/** What goes into a network and how many classes come out of it. */
export interface NetworkEnds {
  readonly inputs: readonly { readonly name: string; readonly type: TensorType }[];
  readonly classes: number;
}

/**
 * Reads a dataset for a network of the given inputs and number of classes. `folder` is that of the .lithe file that declares it;
 * the validation share is drawn by `seed`. Throws a LitheError that names the file and what is wrong with it.
 */
export function loadDataset(dataset: Dataset, folder: string, network: NetworkEnds, seed: number): LoadedDataset {
  const load = (files: ImageFiles): Samples => loadSamples(files, folder, network);
  const all = load(dataset.train);
  const test = dataset.test && load(dataset.test);
  const [train, validation] =
    dataset.validation.kind === 'files'
      ? [all, load(dataset.validation)]
      : split(all, dataset.validation.share, seed, dataset);
  return { train, validation, ...(test && { test }), levels: levelsOf(dataset), shift: dataset.shift };
}

function loadSamples(files: ImageFiles, folder: string, network: NetworkEnds): Samples {
  const where = `${files.source.file}:${files.source.line}:${files.source.column}: `;
  const at = (path: string): string => (isAbsolute(path) ? path : join(folder, path));
  const images = readIdx(at(files.images), 3, `${where}${files.images}`);
  const labels = readIdx(at(files.labels), 1, `${where}${files.labels}`);
  const [count, height, width] = images.extents as [number, number, number];
  if (labels.extents[0] !== count) {
    throw new LitheError(
      `${where}${files.images} holds ${count} images and ${files.labels} ${labels.extents[0]} labels: ` +
        'they must be as many, in the same order.',
    );
  }
  if (count === 0) throw new LitheError(`${where}${files.images} holds no images.`);
  const { inputs, classes } = network;
  const [{ type: input }, ...others] = inputs as [NetworkEnds['inputs'][number], ...NetworkEnds['inputs']];
  if (others.length > 0) {
    throw new LitheError(
      `${where}images go into one input, and the network has ${inputs.length} (${inputs.map(({ name }) => name).join(', ')}).`,
    );
  }
  if (input.kind !== 'image' || input.channels !== 1 || input.height !== height || input.width !== width) {
    throw new LitheError(
      `${where}${files.images} holds images of image[1, ${height}, ${width}], ` +
        `and the network's input is ${formatType(input)}: they must be equal.`,
    );
  }
  const wrong = labels.data.findIndex((label) => label >= classes);
  if (wrong >= 0) {
    throw new LitheError(
      `${where}${files.labels} has label ${labels.data[wrong]} for sample ${wrong}, ` +
        `and the network tells ${classes} classes apart (0 to ${classes - 1}).`,
    );
  }
  return { count, height, width, pixels: images.data, labels: labels.data };
}

function split(all: Samples, share: number, seed: number, dataset: Dataset): [Samples, Samples] {
  const validation = Math.round(all.count * share);
  if (validation === 0 || validation === all.count) {
    const { file, line, column } = dataset.source;
    throw new LitheError(
      `${file}:${line}:${column}: a validation share of ${share * 100}% of ${all.count} samples leaves ` +
        `${all.count - validation} to train on and ${validation} to validate on: both need some.`,
    );
  }
  const order = randomStream(seed, 'validation split').order(all.count);
  return [take(all, order.subarray(validation)), take(all, order.subarray(0, validation))];
}

function take(all: Samples, indices: Uint32Array): Samples {
  const { height, width } = all;
  const area = height * width;
  const pixels = new Uint8Array(indices.length * area);
  indices.forEach((from, to) => {
    pixels.set(all.pixels.subarray(from * area, (from + 1) * area), to * area);
  });
  return { count: indices.length, height, width, pixels, labels: Uint8Array.from(indices, (i) => all.labels[i]!) };
}

function levelsOf({ normalize, source }: Dataset): Float32Array {
  const { mean, deviation } = normalize ?? { mean: [0], deviation: [1] };
  if (mean.length !== 1 || deviation.length !== 1 || !(deviation[0]! > 0)) {
    throw new LitheError(
      `${source.file}:${source.line}:${source.column}: images of one channel are normalized by one mean and ` +
        `one deviation above 0, not by mean ${mean.join(', ')} and deviation ${deviation.join(', ')}.`,
    );
  }
  return Float32Array.from({ length: 256 }, (_, byte) => (byte / 255 - mean[0]!) / deviation[0]!);
}
