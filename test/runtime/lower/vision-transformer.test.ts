import { expect, test } from 'vitest';
import { gradients } from '../../../runtime/graph/gradients.ts';
import { logSoftmax, mul, reduceSum } from '../../../runtime/graph/operations.ts';
import { expectGradients } from '../graph/finite-differences.ts';
import { compiled, randomFeeds } from '../graph/run.ts';
import { lowered } from './lower.ts';
import { visionTransformer } from './network-builder.ts';

const network = visionTransformer({
  channels: 2,
  size: 8,
  patch: 4,
  width: 8,
  headDim: 4,
  classes: 3,
  layers: [
    { heads: 2, hidden: 12 },
    { heads: 1, hidden: 16 },
  ],
});

test('a whole vision transformer has the gradient that central differences give', async () => {
  const { graph, output, weights } = lowered(network, { batch: 2, mode: 'train', elementType: 'float64' });
  await expectGradients(graph, logSoftmax(output), [...weights.values()], randomFeeds(graph, 2), 5);
});

test('its gradients in float32, on either target, are those of float64', async () => {
  const gradientsIn = async (elementType: 'float32' | 'float64', target: 'cpu' | 'portable') => {
    const { graph, output, weights } = lowered(network, { batch: 2, mode: 'train', elementType });
    const loss = reduceSum(mul(logSoftmax(output), logSoftmax(output)));
    const wrt = [...weights];
    const found = gradients(
      loss,
      wrt.map(([, tensor]) => tensor),
    );
    found.forEach((gradient, place) => {
      graph.output(`gradient of ${wrt[place]![0]}`, gradient);
    });
    return (await compiled(graph, target))(randomFeeds(graph, 2));
  };
  const exact = await gradientsIn('float64', 'cpu');
  for (const target of ['cpu', 'portable'] as const) {
    const rounded = await gradientsIn('float32', target);
    for (const [name, reference] of Object.entries(exact)) {
      const largest = Math.max(...reference.map(Math.abs), 1);
      const error = Math.max(...rounded[name]!.map((number, index) => Math.abs(number - reference[index]!)));
      expect(error / largest, `${name} on ${target}`).toBeLessThan(1e-5);
    }
  }
});
