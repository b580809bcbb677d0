import { LitheError } from '../errors.ts';
import { randomStream } from '../random.ts';
import type { LoadedDataset, Samples } from './dataset.ts';

/** Values of one of the network's inputs, sample after sample: token ids are whole numbers, all else float32. */
export type InputData = Float32Array | Int32Array;

/** A batch as graphs take it: `[batch, ...extents]` of each input, `targets` one-hot float32 [batch, classes]. */
export interface Batch {
  /** In the order of the network's inputs. */
  readonly inputs: readonly InputData[];
  readonly targets: Float32Array;
}

/** Training batches, each a function of the seed and the step alone. */
export interface TrainingBatches {
  readonly stepsPerEpoch: number;
  /** The batch of a step (from 0). The arrays are reused by the next call. */
  at(step: number): Batch;
}

/**
 * Shuffled, shifted batches of `batch` samples. An epoch has as many as are full: what is left over differs
 * from epoch to epoch, since each has its own order.
 */
export function trainingBatches(data: LoadedDataset, batch: number, classes: number, seed: number): TrainingBatches {
  const { train, levels, shift } = data;
  const stepsPerEpoch = Math.floor(train.count / batch);
  if (stepsPerEpoch === 0) {
    throw new LitheError(`A batch of ${batch} needs as many training samples, and there are ${train.count}.`);
  }
  const images = new Float32Array(batch * train.height * train.width);
  const targets = new Float32Array(batch * classes);
  let epoch = -1;
  let order: Uint32Array = new Uint32Array();

  return {
    stepsPerEpoch,
    at(step) {
      if (Math.floor(step / stepsPerEpoch) !== epoch) {
        epoch = Math.floor(step / stepsPerEpoch);
        order = randomStream(seed, 'order', epoch).order(train.count);
      }
      const start = (step % stepsPerEpoch) * batch;
      const random = randomStream(seed, 'shift', step);
      targets.fill(0);
      for (let slot = 0; slot < batch; slot++) {
        const sample = order[start + slot]!;
        const down = shift > 0 ? random.below(2 * shift + 1) - shift : 0;
        const right = shift > 0 ? random.below(2 * shift + 1) - shift : 0;
        writeShifted(train, sample, levels, images, slot, down, right);
        targets[slot * classes + train.labels[sample]!] = 1;
      }
      return { inputs: [images], targets };
    },
  };
}

/**
 * What each of the network's inputs takes for samples `from` to `from + batch`, images unshifted; where the samples end
 * earlier, zeros follow.
 */
export function plainInputs(
  samples: Samples,
  { levels }: Pick<LoadedDataset, 'levels'>,
  from: number,
  batch: number,
): InputData[] {
  const area = samples.height * samples.width;
  const images = new Float32Array(batch * area);
  const end = Math.min(samples.count, from + batch) * area;
  for (let at = from * area, to = 0; at < end; at++, to++) images[to] = levels[samples.pixels[at]!]!;
  return [images];
}

/** Moves the image by (down, right) pixels; what comes in from the edge is background, byte 0. */
function writeShifted(
  samples: Samples,
  sample: number,
  levels: Float32Array,
  images: Float32Array,
  slot: number,
  down: number,
  right: number,
): void {
  const { height, width, pixels } = samples;
  const area = height * width;
  images.fill(levels[0]!, slot * area, (slot + 1) * area);
  for (let row = Math.max(0, down); row < Math.min(height, height + down); row++) {
    const from = sample * area + (row - down) * width - right;
    const to = slot * area + row * width;
    for (let column = Math.max(0, right); column < Math.min(width, width + right); column++) {
      images[to + column] = levels[pixels[from + column]!]!;
    }
  }
}
