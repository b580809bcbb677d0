import { InferenceSession, Tensor } from 'onnxruntime-node';
import { expect, test } from 'vitest';
import {
  compile,
  genomeOf,
  largest,
  type Network,
  networkAt,
  storedTensors,
  type TensorUse,
} from '../../../language/index.ts';
import { gradients } from '../../../runtime/graph/gradients.ts';
import { mul, reduceSum } from '../../../runtime/graph/operations.ts';
import { elementCount } from '../../../runtime/graph/tensor.ts';
import { OUTPUT, onnxModel } from '../../../runtime/run/export/model.ts';
import { expectGradients } from '../graph/finite-differences.ts';
import { compiled, randomFeeds, randomNumbers } from '../graph/run.ts';
import { expectClose } from './close.ts';
import { lowered } from './lower.ts';
import { referenceOutput } from './reference.ts';

const { spaces, diagnostics } = compile(
  `supernet Mixed {
  input rows: sequence[5, 4]
  elastic experts in [2, 3]
  elastic top in 1..2
  mixed: route experts top top {
    elastic hidden in [2, 6]
    linear(hidden); gelu; linear(3)
  }
  global_pool
  linear(2)
}`,
  { file: 'mixed.lithe' },
);
const space = spaces[0]!;

function networkOf(configuration: Record<string, number>): Network {
  const found = genomeOf(space, configuration);
  if ('problems' in found) throw new Error(found.problems.join());
  return networkAt(space, found.genome);
}

test('a mixture of experts gives what plain loops give, and the gradients that central differences give', async () => {
  expect(diagnostics).toEqual([]);
  for (const network of [networkAt(space, largest(space)), networkOf({ top: 1, 'mixed[1].hidden': 2 })]) {
    const { graph, output } = lowered(network, { batch: 1, mode: 'train', elementType: 'float64' });
    graph.output('output', output);
    const feeds = randomFeeds(graph, 3);
    const { output: actual } = await (await compiled(graph))(feeds);
    expectClose(
      actual!,
      referenceOutput(network, { rows: feeds.rows! }, (use) => feeds[use.stored]!),
      1e-12,
    );
    await expectGradients(
      graph,
      output,
      graph.inputs.map(({ tensor }) => tensor),
      feeds,
      20,
    );
  }
});

test('with fewer experts it is the whole network that can do without the others', async () => {
  const [all, two] = [networkOf({ experts: 3, top: 2 }), networkOf({ experts: 2, top: 2 })];
  const stored = new Map(storedTensors(space).map((tensor, i) => [tensor.path, { ...tensor, seed: i }]));
  const numbers = ({ stored: path, shape }: TensorUse) => {
    const whole = stored.get(path)!;
    return randomNumbers(elementCount(whole.shape), whole.seed).slice(0, elementCount(shape));
  };
  const run = async (network: Network, change: (use: TensorUse, values: number[]) => number[]) => {
    const { graph, output } = lowered(network, { batch: 1, mode: 'evaluate', elementType: 'float64' });
    graph.output('output', output);
    const uses = network.operators.flatMap((use) => Object.values<TensorUse>(use.tensors));
    const feeds = Object.fromEntries(uses.map((use) => [use.stored, change(use, numbers(use))]));
    return (await (await compiled(graph))({ ...feeds, rows: randomNumbers(20, 9, 0, 1) })).output!;
  };
  // Rows are positive, so that a router whose last row is far below 0 sends nothing to the third expert.
  const without = await run(all, (use, values) =>
    use.stored === 'mixed.router.weight' ? values.map((value, i) => (i < 8 ? value : -1000)) : values,
  );
  expectClose(await run(two, (_, values) => values), without, 1e-12);
});

test('an expert that no row is sent to has no gradient', async () => {
  const network = networkOf({ experts: 3, top: 1 });
  const { graph, output, weights } = lowered(network, { batch: 1, mode: 'train', elementType: 'float64' });
  const paths = [...weights.keys()].filter((path) => path.startsWith('mixed[2]'));
  const found = gradients(
    reduceSum(mul(output, output)),
    paths.map((path) => weights.get(path)!),
  );
  found.forEach((gradient, i) => {
    graph.output(`gradient of ${paths[i]}`, gradient);
  });
  const feeds = randomFeeds(graph, 3);
  feeds.rows = feeds.rows!.map(Math.abs);
  feeds['mixed.router.weight'] = feeds['mixed.router.weight']!.map((value, i) => (i < 8 ? value : -1000));
  const results = await (await compiled(graph))(feeds);
  expect(paths.length).toBeGreaterThan(3);
  for (const path of paths)
    expect(
      results[`gradient of ${path}`]!.every((value) => value === 0),
      path,
    ).toBe(true);
});

test('it runs as an exported model, for any number of examples at once', async () => {
  const network = networkOf({ experts: 2, top: 1 });
  const stored = storedTensors(space);
  const weights = new Map(stored.map(({ path, shape }, i) => [path, randomNumbers(elementCount(shape), i)]));
  const settled = Object.fromEntries(
    stored.map(({ path, shape }) => [path, { shape, data: Float32Array.from(weights.get(path)!) }]),
  );
  const session = await InferenceSession.create(onnxModel(network, settled, stored, {}));
  const rows = randomNumbers(60, 1);
  const results = await session.run({ rows: new Tensor('float32', Float32Array.from(rows), [3, 5, 4]) });
  const leading = ({ stored: path, shape }: TensorUse) => weights.get(path)!.slice(0, elementCount(shape));
  const reference = [0, 1, 2].flatMap((sample) =>
    referenceOutput(network, { rows: rows.slice(20 * sample, 20 * (sample + 1)) }, leading),
  );
  expectClose(Array.from(results[OUTPUT]!.data as Float32Array), reference, 1e-5);
});
