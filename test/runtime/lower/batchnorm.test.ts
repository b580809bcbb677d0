import { expect, test } from 'vitest';
import { compiled, randomNumbers } from '../graph/run.ts';
import { expectClose } from './close.ts';
import { lowered } from './lower.ts';
import { operatorCases } from './operator-cases.ts';

const network = operatorCases.batchnorm.image!;
const [batch, channels, pixels] = [3, 2, 12];
const image = randomNumbers(batch * channels * pixels, 8, -2, 3);
const [weight, bias] = [
  [1.5, -0.5],
  [0.25, 2],
];

const numbersOf = (channel: number): number[] =>
  image.filter((_, index) => Math.floor(index / pixels) % channels === channel);
const mean = (numbers: readonly number[]): number => numbers.reduce((sum, x) => sum + x, 0) / numbers.length;
const variance = (numbers: readonly number[]): number => mean(numbers.map((x) => (x - mean(numbers)) ** 2));

test('in training a batch norm normalises by the statistics of its batch and gives them', async () => {
  const { graph, output, batchStatistics } = lowered(network, { batch, mode: 'train', elementType: 'float64' });
  const [statistics] = batchStatistics;
  expect(statistics!.runningMean.stored).toBe('batchnorm.running_mean');
  expect(statistics!.runningVariance.stored).toBe('batchnorm.running_var');
  graph.output('output', output);
  graph.output('mean', statistics!.mean);
  graph.output('variance', statistics!.variance);
  const results = await (await compiled(graph))({
    input0: image,
    'batchnorm.weight': weight!,
    'batchnorm.bias': bias!,
  });
  expectClose(
    results.mean!,
    [0, 1].map((channel) => mean(numbersOf(channel))),
    1e-12,
  );
  expectClose(
    results.variance!,
    [0, 1].map((channel) => variance(numbersOf(channel))),
    1e-12,
  );
  const normal = image.map((x, index) => {
    const channel = Math.floor(index / pixels) % channels;
    const numbers = numbersOf(channel);
    return ((x - mean(numbers)) / Math.sqrt(variance(numbers) + 1e-5)) * weight![channel]! + bias![channel]!;
  });
  expectClose(results.output!, normal, 1e-12);
});

test('evaluated with the statistics of a batch, it gives for that batch what training gave', async () => {
  const training = lowered(network, { batch, mode: 'train', elementType: 'float64' });
  const [statistics] = training.batchStatistics;
  training.graph.output('output', training.output);
  training.graph.output('mean', statistics!.mean);
  training.graph.output('variance', statistics!.variance);
  const feeds = { input0: image, 'batchnorm.weight': weight!, 'batchnorm.bias': bias! };
  const trained = await (await compiled(training.graph))(feeds);

  const evaluation = lowered(network, { batch, mode: 'evaluate', elementType: 'float64' });
  evaluation.graph.output('output', evaluation.output);
  const evaluated = await (await compiled(evaluation.graph))({
    ...feeds,
    'batchnorm.running_mean': trained.mean!,
    'batchnorm.running_var': trained.variance!,
  });
  expect(evaluation.batchStatistics).toEqual([]);
  expectClose(evaluated.output!, trained.output!, 1e-12);
});
