import { expect, test } from 'vitest';
import { gradients } from '../../../runtime/graph/gradients.ts';
import { Graph } from '../../../runtime/graph/graph.ts';
import { mul, reduceSum, sign } from '../../../runtime/graph/operations.ts';
import { elementCount } from '../../../runtime/graph/tensor.ts';
import { compiled, randomNumbers } from './run.ts';

const windows = [
  { kernel: [2, 2], stride: 2, padding: 0, dilation: 1 },
  { kernel: [3, 3], stride: 2, padding: 1, dilation: 1 },
  { kernel: [3, 2], stride: 1, padding: 1, dilation: 2 },
] as const;

test.each(windows)(
  'a pooling without a kernel for places has the same gradient, of equal numbers too: %o',
  async (window) => {
    const graph = new Graph();
    const x = graph.input('x', 'float32', [2, 3, 6, 5]);
    const y = graph.apply('MaxPool', [x], window)[0];
    const factors = graph.constant('float32', y.shape, randomNumbers(elementCount(y.shape), 3));
    graph.output('y', y);
    graph.output('gradient', gradients(reduceSum(mul(y, factors)), [x])[0]!);
    const feeds = { x: randomNumbers(180, 5).map((number) => Math.round(3 * number) + 0) };
    const [here, elsewhere] = [await compiled(graph, 'cpu'), await compiled(graph, 'portable')];
    expect(await elsewhere(feeds)).toEqual(await here(feeds));
  },
);

test('the sign of a number without a kernel for it', async () => {
  const graph = new Graph();
  graph.output('y', sign(graph.input('x', 'float32', [5])));
  const { y } = await (await compiled(graph, 'portable'))({ x: [-2, -1e-30, 0, 1e-30, 3] });
  expect(y).toEqual([-1, -1, 0, 1, 1]);
});
