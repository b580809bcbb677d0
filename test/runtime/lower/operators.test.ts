import { describe, expect, test } from 'vitest';
import { extents, type Network } from '../../../language/index.ts';
import type { Target } from '../../../runtime/graph/decompositions.ts';
import type { FloatType } from '../../../runtime/graph/tensor.ts';
import { expectGradients } from '../graph/finite-differences.ts';
import { compiled, randomFeeds } from '../graph/run.ts';
import { expectClose } from './close.ts';
import { lowered } from './lower.ts';
import { allCases } from './operator-cases.ts';
import { referenceOutput } from './reference.ts';

const BATCH = 2;
const VOCABULARY = 6;

/** Random numbers for all inputs; variances are positive. */
function feedsOf(graph: ReturnType<typeof lowered>['graph']): Record<string, number[]> {
  const feeds = randomFeeds(graph, 5, VOCABULARY);
  for (const name of Object.keys(feeds)) {
    if (name.endsWith('running_var')) feeds[name] = feeds[name]!.map((number) => number * number + 0.1);
  }
  return feeds;
}

/** The reference's outputs of the batch's samples, one after the other. */
function expected(network: Network, feeds: Readonly<Record<string, number[]>>): number[] {
  return Array.from({ length: BATCH }, (_, sample) => {
    const names = network.inputs.flatMap(({ name }) => [name, `${name}.edges`]).filter((name) => name in feeds);
    const inputs = names.map((name) => {
      const count = feeds[name]!.length / BATCH;
      return [name, feeds[name]!.slice(sample * count, (sample + 1) * count)];
    });
    return referenceOutput(network, Object.fromEntries(inputs), (use) => feeds[use.stored]!);
  }).flat();
}

describe('every operator gives what plain loops give', () => {
  const precisions: [FloatType, Target, number][] = [
    ['float64', 'cpu', 1e-12],
    ['float32', 'cpu', 2e-6],
    ['float32', 'portable', 2e-6],
  ];
  test.each(allCases)('%s', async (_, network) => {
    for (const [elementType, target, tolerance] of precisions) {
      const { graph, output } = lowered(network, { batch: BATCH, mode: 'evaluate', elementType });
      graph.output('output', output);
      expect(output.shape).toEqual([BATCH, ...extents(network.values[network.output]!)]);
      const feeds = feedsOf(graph);
      const { output: actual } = await (await compiled(graph, target))(feeds);
      expectClose(actual!, expected(network, feeds), tolerance);
    }
  });
});

describe('every operator has the gradient that central differences give, in float64', () => {
  const modes = ['train', 'evaluate'] as const;
  const cases = allCases.flatMap(([name, network]) => {
    const differs = network.operators.some(({ operator }) => operator === 'batchnorm' || operator === 'dropout');
    return (differs ? modes : (['train'] as const)).map((mode) => [name, mode, network] as const);
  });
  test.each(cases)('%s, %s', async (_, mode, network) => {
    const { graph, output } = lowered(network, { batch: BATCH, mode, elementType: 'float64' });
    const floats = graph.inputs.map(({ tensor }) => tensor).filter((tensor) => tensor.type === 'float64');
    await expectGradients(graph, output, floats, feedsOf(graph));
  });
});
