import { LitheError } from '../errors.ts';
import { type RandomStream, randomStream } from '../random.ts';
import { type Change, drawChange } from './images/augment.ts';
import { type InputData, inputsOf } from './inputs.ts';
import type { Intake, LoadedDataset, Samples, Told } from './samples.ts';
import { groupedByLength, lengthFor } from './text/lengths.ts';

/** A batch as graphs take it: `[batch, ...extents]` of each input; `targets` float32 [batch, outputs]. */
export interface Batch {
  /** In the order of the network's inputs. */
  readonly inputs: readonly InputData[];
  /** One-hot for classes; the number for a regression. */
  readonly targets: Float32Array;
  /** Of texts: so many tokens hold the longest of the batch, and padding alone is behind them. */
  readonly length?: number;
}

/** Training batches, each a function of the seed and its number alone. */
export interface TrainingBatches {
  readonly stepsPerEpoch: number;
  /** The share's part of a batch (from 0; a step has `accumulate`). Pictures of the next ones are decoded meanwhile. */
  at(index: number): Promise<Batch>;
}

export interface BatchOptions {
  /** Samples of a batch, all shares together. */
  readonly batch: number;
  /** Batches of a step. */
  readonly accumulate: number;
  readonly seed: number;
  /** Which of how many equal parts of each batch is made. */
  readonly share: number;
  readonly shares: number;
  /** Where the size of a batch is written: `file:line:column`. */
  readonly place: string;
}

/** Batches in the making while one is trained on, where pictures are decoded. */
const AHEAD = 2;

/**
 * Shuffled, augmented batches. An epoch has as many as are full: what is left over differs from epoch to epoch, since
 * each has its own order.
 */
export function trainingBatches(data: LoadedDataset, options: BatchOptions): TrainingBatches {
  const { train, intake, told } = data;
  const { batch, accumulate, seed, share, shares, place } = options;
  const stepsPerEpoch = Math.floor(train.count / (batch * accumulate));
  if (stepsPerEpoch === 0) {
    const asked = accumulate === 1 ? `a batch of ${batch}` : `a step of ${accumulate} batches of ${batch}`;
    const most = Math.floor(train.count / accumulate);
    const right = most === 0 ? `\`batch 1\` and \`accumulate ${train.count}\`` : `\`batch ${most}\``;
    throw new LitheError(
      `${place}: ${asked} needs as many training samples, and there are ${train.count}: write ${right}, or fewer.`,
    );
  }
  const perEpoch = stepsPerEpoch * accumulate;
  const part = batch / shares;
  let epoch = -1;
  let order: Uint32Array = new Uint32Array();
  const samplesAt = (index: number): Uint32Array => {
    if (Math.floor(index / perEpoch) !== epoch) {
      epoch = Math.floor(index / perEpoch);
      const random = randomStream(seed, 'order', epoch);
      const drawn = random.order(train.count);
      const { content } = train;
      order = content.kind === 'tokens' ? groupedByLength(content, drawn, batch, random) : drawn;
    }
    const start = (index % perEpoch) * batch + share * part;
    return order.slice(start, start + part);
  };
  const make = async (index: number): Promise<Batch> => {
    const samples = samplesAt(index);
    const changes = drawChanges(intake, batch, seed, index).slice(share * part, (share + 1) * part);
    const inputs = await inputsOf(train, intake, samples, part, changes);
    const length = lengthFor(train, intake, samples);
    return { inputs, targets: targetsOf(train, samples, told), ...(length !== undefined && { length }) };
  };
  const making = new Map<number, Promise<Batch>>();
  return {
    stepsPerEpoch,
    at(index) {
      if (train.content.kind !== 'pictures') return make(index);
      for (const made of making.keys()) if (made < index || made > index + AHEAD) making.delete(made);
      for (let next = index; next <= index + AHEAD; next++) {
        if (making.has(next)) continue;
        const coming = make(next);
        // Whoever asks for that one is told; until then it is nobody's.
        coming.catch(() => {});
        making.set(next, coming);
      }
      return making.get(index)!;
    },
  };
}

/** What happens to each image of a batch, drawn for the whole batch, so that a share's are those that the whole would have. */
function drawChanges(intake: Intake, batch: number, seed: number, index: number): Change[][] {
  if (intake.kind === 'tokens') return [];
  const streams = intake.augment.map((augmentation): [typeof augmentation, RandomStream] => [
    augmentation,
    randomStream(seed, augmentation.kind, index),
  ]);
  if (streams.length === 0) return [];
  return Array.from({ length: batch }, () =>
    streams.map(([augmentation, random]) => drawChange(augmentation, intake, random)),
  );
}

function targetsOf({ labels }: Samples, samples: Uint32Array, told: Told): Float32Array {
  if (told.kind === 'number') return Float32Array.from(samples, (sample) => labels[sample]!);
  const targets = new Float32Array(samples.length * told.outputs);
  samples.forEach((sample, slot) => {
    targets[slot * told.outputs + labels[sample]!] = 1;
  });
  return targets;
}

/**
 * What each of the network's inputs takes for samples `from` to `from + batch`, images as they are; where the samples
 * end earlier, zeros follow (of texts, padding).
 */
export function plainInputs(samples: Samples, intake: Intake, from: number, batch: number): Promise<InputData[]> {
  const count = Math.max(0, Math.min(batch, samples.count - from));
  return inputsOf(
    samples,
    intake,
    Uint32Array.from({ length: count }, (_, index) => from + index),
    batch,
  );
}
