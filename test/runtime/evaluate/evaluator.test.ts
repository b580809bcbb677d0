import { describe, expect, test } from 'vitest';
import type { Network, StoredTensor } from '../../../language/index.ts';
import type { LoadedDataset, Samples } from '../../../runtime/data/samples.ts';
import { createEvaluator } from '../../../runtime/evaluate/evaluator.ts';
import { recalibrate } from '../../../runtime/evaluate/recalibrate.ts';
import { randomStream } from '../../../runtime/random.ts';
import { createState, type TrainingState } from '../../../runtime/train/state.ts';

const SIDE = 4;
const AREA = SIDE * SIDE;
const CLASSES = 3;

/** conv(channels, kernel: 1); batchnorm; conv(3, kernel: 1); global_pool over images [1, 4, 4]. */
function network(channels: number): Network {
  const image = (width: number) => ({ kind: 'image', channels: width, height: SIDE, width: SIDE }) as const;
  const window = { kernel: 1, stride: 1, groups: 1, dilation: 1, padding: 0, bias: false };
  const perChannel = (name: string) => ({ stored: `norm.${name}`, shape: [channels] });
  const names = ['weight', 'bias', 'running_mean', 'running_var'];
  return {
    values: [image(1), image(channels), image(channels), image(CLASSES), { kind: 'vector', width: CLASSES }],
    inputs: [{ name: 'image', value: 0 }],
    operators: [
      {
        operator: 'conv',
        path: 'first',
        arguments: { out: channels, ...window },
        inputs: [0],
        output: 1,
        tensors: { weight: { stored: 'first.weight', shape: [channels, 1, 1, 1] } },
      },
      {
        operator: 'batchnorm',
        path: 'norm',
        arguments: { affine: true, epsilon: 1e-5 },
        inputs: [1],
        output: 2,
        tensors: Object.fromEntries(names.map((name) => [name, perChannel(name)])),
      },
      {
        operator: 'conv',
        path: 'last',
        arguments: { out: CLASSES, ...window },
        inputs: [2],
        output: 3,
        tensors: { weight: { stored: 'last.weight', shape: [CLASSES, channels, 1, 1] } },
      },
      { operator: 'global_pool', path: 'global_pool', arguments: {}, inputs: [3], output: 4, tensors: {} },
    ],
    output: 4,
  };
}

const CHANNELS = 5;
const vectors = { weight: 1.5, bias: 0.25, running_mean: 9, running_var: 9 };

function stateOf(): TrainingState {
  const stored = (path: string, shape: number[], trained: boolean): StoredTensor => {
    const initial = { kind: 'constant', value: 0 } as const;
    return { path, shape, slice: shape.map(() => 'leading'), initial, trained, decayed: false };
  };
  const state = createState(
    [
      stored('first.weight', [CHANNELS, 1, 1, 1], true),
      stored('last.weight', [CLASSES, CHANNELS, 1, 1], true),
      ...Object.keys(vectors).map((name) => stored(`norm.${name}`, [CHANNELS], !name.startsWith('running'))),
    ],
    ({ shape }) => shape.map((_, axis) => axis),
    1,
  );
  const random = randomStream(2, 'weights');
  for (const path of ['first.weight', 'last.weight']) {
    const view = state.view('weights', state.tensors.get(path)!);
    for (let i = 0; i < view.length; i++) view[i] = random.normal();
  }
  for (const [name, value] of Object.entries(vectors))
    state.view('weights', state.tensors.get(`norm.${name}`)!).fill(value);
  return state;
}

function samples(count: number, seed: number): Samples {
  const random = randomStream(seed, 'samples');
  // Images of very different brightness, so that the classes differ.
  const brightness = Array.from({ length: count }, () => random.below(200));
  const pixels = Uint8Array.from(
    { length: count * AREA },
    (_, at) => brightness[Math.floor(at / AREA)]! + random.below(50),
  );
  return {
    count,
    content: { kind: 'pixels', pixels },
    labels: Float32Array.from({ length: count }, () => random.below(CLASSES)),
  };
}

const levels = Float32Array.from({ length: 256 }, (_, byte) => byte / 100 - 1);
const data: LoadedDataset = {
  train: samples(600, 1),
  validation: samples(230, 2),
  intake: {
    kind: 'image',
    channels: 1,
    height: SIDE,
    width: SIDE,
    normalization: { mean: [1], deviation: [100 / 255] },
    levels,
    augment: [{ kind: 'shift', pixels: 2 }],
  },
  told: { kind: 'class', names: Array.from({ length: CLASSES }, (_, index) => String(index)), outputs: CLASSES },
};

function pixelsOf({ content }: Samples): Uint8Array {
  if (content.kind !== 'pixels') throw new Error('images in memory were expected');
  return content.pixels;
}

/** Mean and variance of the first 512 training images. */
function momentsOfImages(): [mean: number, variance: number] {
  const values = Array.from(pixelsOf(data.train).subarray(0, 512 * AREA), (byte) => levels[byte]!);
  const mean = values.reduce((a, b) => a + b) / values.length;
  return [mean, values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length];
}

describe('recalibrate', () => {
  test('gives the mean and variance of the training images after a sub-network s own weights', async () => {
    const state = stateOf();
    const statistics = await recalibrate(network(3), state, data, 1);
    const weights = state.view('weights', state.tensors.get('first.weight')!);
    const [mean, variance] = momentsOfImages();
    const [means, variances] = ['norm.running_mean', 'norm.running_var'].map((path) => statistics.get(path)!);
    expect([means!.length, variances!.length]).toEqual([3, 3]);
    for (let channel = 0; channel < 3; channel++) {
      expect(means![channel]).toBeCloseTo(weights[channel]! * mean, 4);
      expect(variances![channel]).toBeCloseTo(weights[channel]! ** 2 * variance, 4);
    }
  });

  test('does nothing where there is no batch norm', async () => {
    const { values, operators, ...rest } = network(3);
    const plain = operators
      .filter(({ operator }) => operator !== 'batchnorm')
      .map((use) => (use.path === 'last' ? { ...use, inputs: [1] } : use));
    expect((await recalibrate({ ...rest, values, operators: plain }, stateOf(), data, 1)).size).toBe(0);
  });
});

describe('the evaluator', () => {
  const genomes = [2, CHANNELS];
  const evaluatorOf = (state: TrainingState) =>
    createEvaluator({ state, data, threads: 1, networkAt: ([channels]) => network(channels!) });

  test.each(genomes)(
    'counts what the settled tensors of %i channels answer, in batches that do not divide',
    async (channels) => {
      const evaluator = evaluatorOf(stateOf());
      const settled = await evaluator.settled([channels]);
      const of = (path: string): Float32Array => settled[path]!.data;
      let correct = 0;
      for (let sample = 0; sample < data.validation.count; sample++) {
        const pixels = pixelsOf(data.validation).subarray(sample * AREA, (sample + 1) * AREA);
        const mean = Array.from(pixels, (byte) => levels[byte]!).reduce((a, b) => a + b) / AREA;
        const normed = Array.from({ length: channels }, (_, c) => {
          const standard =
            (of('first.weight')[c]! * mean - of('norm.running_mean')[c]!) /
            Math.sqrt(of('norm.running_var')[c]! + 1e-5);
          return of('norm.weight')[c]! * standard + of('norm.bias')[c]!;
        });
        const logits = Array.from({ length: CLASSES }, (_, k) =>
          normed.reduce((sum, value, c) => sum + of('last.weight')[k * channels + c]! * value, 0),
        );
        if (logits.indexOf(Math.max(...logits)) === data.validation.labels[sample]) correct += 1;
      }
      expect(await evaluator.measure([channels], data.validation)).toMatchObject({
        accuracy: correct / 230,
        correct,
        count: 230,
      });
      expect(correct).toBeGreaterThan(20);
    },
  );

  test('leaves the state as it was', async () => {
    const state = stateOf();
    const before = [...state.tensors.values()].map((tensor) => Array.from(state.view('weights', tensor)));
    await evaluatorOf(state).measure([2], data.validation);
    expect([...state.tensors.values()].map((tensor) => Array.from(state.view('weights', tensor)))).toEqual(before);
  });
});
