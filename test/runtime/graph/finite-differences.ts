import { expect } from 'vitest';
import { gradients } from '../../../runtime/graph/gradients.ts';
import type { Graph } from '../../../runtime/graph/graph.ts';
import { mul, reduceSum } from '../../../runtime/graph/operations.ts';
import { elementCount, type Tensor } from '../../../runtime/graph/tensor.ts';
import { compiled, randomNumbers } from './run.ts';

const STEP = 1e-5;
const RELATIVE = 1e-6;
/** Rounding in the difference of two losses of about 10, over two steps. */
const ABSOLUTE = 1e-9;

/**
 * Expects the gradient of a float64 graph's value with respect to each tensor of `wrt` (inputs of the graph) to match
 * central differences at every element, or at `most` of them spread evenly. The loss is the sum of the value's
 * elements, each times a random number of its own.
 */
export async function expectGradients(
  graph: Graph,
  value: Tensor,
  wrt: readonly Tensor[],
  feeds: Readonly<Record<string, number[]>>,
  most = 60,
): Promise<void> {
  const weights = graph.constant('float64', value.shape, randomNumbers(elementCount(value.shape), 77, 0.5, 1.5));
  const loss = reduceSum(mul(value, weights));
  graph.output('loss', loss);
  const names = wrt.map((tensor) => graph.inputs.find((input) => input.tensor === tensor)!.name);
  gradients(loss, wrt).forEach((gradient, place) => {
    graph.output(`gradient of ${names[place]}`, gradient);
  });
  const run = await compiled(graph);
  const results = await run(feeds);

  for (const name of names) {
    const exact = results[`gradient of ${name}`]!;
    const numbers = feeds[name]!;
    expect(exact.length).toBe(numbers.length);
    const stride = Math.max(1, Math.floor(numbers.length / most));
    for (let index = 0; index < numbers.length; index += stride) {
      const lossAt = async (value: number) => (await run({ ...feeds, [name]: numbers.with(index, value) })).loss![0]!;
      const above = await lossAt(numbers[index]! + STEP);
      const below = await lossAt(numbers[index]! - STEP);
      const difference = (above - below) / (2 * STEP);
      const allowed = RELATIVE * Math.max(Math.abs(difference), Math.abs(exact[index]!)) + ABSOLUTE;
      expect(
        Math.abs(difference - exact[index]!),
        `${name}[${index}]: ${exact[index]} against ${difference}`,
      ).toBeLessThan(allowed);
    }
  }
}
