import { join } from 'node:path';
import type { Dataset } from '../../language/index.ts';
import { loadDataset } from '../../runtime/data/dataset.ts';
import { type LoadedDataset, type Samples, sharedBytes } from '../../runtime/data/samples.ts';
import { randomStream } from '../../runtime/random.ts';
import type { Model } from './models.ts';

export const SEED = 1;
const SAMPLES = 96;
const examples = join(import.meta.dirname, '..', '..', 'examples');

/** What a model is trained on: its own dataset, or random pixels or ids. */
export async function dataOf(model: Model, dataset: Dataset): Promise<LoadedDataset> {
  if ('image' in model && model.pixels === 'digits') {
    const [channels, height, width] = model.image;
    const type = { kind: 'image', channels, height, width } as const;
    return loadDataset(dataset, examples, { inputs: [{ name: 'image', type }], outputs: model.classes }, SEED);
  }
  const random = randomStream(SEED, 'benchmark');
  const labels = Float32Array.from({ length: SAMPLES }, () => random.below(model.classes));
  const names = Array.from({ length: model.classes }, (_, index) => String(index));
  const told = { kind: 'class', names, outputs: model.classes } as const;
  const of = (content: Samples['content']) => ({ count: SAMPLES, content, labels });
  if ('image' in model) {
    const [channels, height, width] = model.image;
    const pixels = sharedBytes(SAMPLES * channels * height * width);
    for (let at = 0; at < pixels.length; at++) pixels[at] = random.bits();
    const samples = of({ kind: 'pixels', pixels });
    const levels = Float32Array.from({ length: 256 * channels }, (_, at) => ((at % 256) / 255 - 0.5) / 0.5);
    const half = new Array(channels).fill(0.5);
    const normalization = { mean: half, deviation: half };
    const intake = { kind: 'image', channels, height, width, normalization, levels, augment: [] } as const;
    return { train: samples, validation: samples, intake, told };
  }
  const { length, vocabulary } = model;
  const ids = Int32Array.from({ length: SAMPLES * length }, () => 1 + random.below(vocabulary - 1));
  const ends = Float64Array.from(labels, (_, index) => (index + 1) * length);
  const samples = of({ kind: 'tokens', ids, types: new Uint8Array(ids.length), ends });
  return {
    train: samples,
    validation: samples,
    intake: { kind: 'tokens', length, padding: 0, inputs: ['ids', 'types'] },
    told,
  };
}
