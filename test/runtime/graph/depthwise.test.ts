import { expect, test } from 'vitest';
import { gradients } from '../../../runtime/graph/gradients.ts';
import { Graph } from '../../../runtime/graph/graph.ts';
import { legalize } from '../../../runtime/graph/legalize.ts';
import { conv, mul, reduceSum } from '../../../runtime/graph/operations.ts';
import { elementCount } from '../../../runtime/graph/tensor.ts';
import { expectClose } from '../lower/close.ts';
import { compiled, randomFeeds, randomNumbers } from './run.ts';

const windows = [
  { kernel: 3, stride: 1, padding: 1, dilation: 1 },
  { kernel: 5, stride: 2, padding: 2, dilation: 1 },
  { kernel: 3, stride: 1, padding: 2, dilation: 2 },
  { kernel: 2, stride: 1, padding: 0, dilation: 1 },
  { kernel: 3, stride: 3, padding: 0, dilation: 1 },
];

/** A depthwise convolution of 7 x 6 images, and its gradients. */
function depthwise(samples: number, { kernel, ...window }: (typeof windows)[number]): Graph {
  const graph = new Graph();
  const x = graph.input('x', 'float32', [samples, 3, 7, 6]);
  const weight = graph.input('weight', 'float32', [3, 1, kernel, kernel]);
  const y = conv(x, weight, { kernel: [kernel, kernel], ...window, groups: 3 });
  const factors = graph.constant('float32', y.shape, randomNumbers(elementCount(y.shape), 3));
  graph.output('y', y);
  gradients(reduceSum(mul(y, factors)), [x, weight]).forEach((gradient, index) => {
    graph.output(`gradient ${index}`, gradient);
  });
  return graph;
}

test.each(windows)('many small images give as products what they give as a convolution: %o', async (window) => {
  const graph = depthwise(16, window);
  const feeds = randomFeeds(graph, 7);
  const products = await (await compiled(graph, 'cpu'))(feeds);
  const convolution = await (await compiled(graph, 'portable'))(feeds);
  for (const [name, numbers] of Object.entries(convolution)) expectClose(products[name]!, numbers, 1e-5);
});

test('few images, and those for other targets, are convolved', () => {
  const convolved = (graph: Graph, target: 'cpu' | 'portable') =>
    legalize(graph, target).nodes.some(({ primitive }) => primitive === 'Conv');
  expect(convolved(depthwise(16, windows[0]!), 'cpu')).toBe(false);
  expect(convolved(depthwise(16, windows[0]!), 'portable')).toBe(true);
  expect(convolved(depthwise(15, windows[0]!), 'cpu')).toBe(true);
});
