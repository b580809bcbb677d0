import { describe, expect, test } from 'vitest';
import type { Network } from '../../../language/index.ts';
import { leftOutPlan } from '../../../runtime/lower/regularisation.ts';
import { expectGradients } from '../graph/finite-differences.ts';
import { compiled, randomFeeds } from '../graph/run.ts';
import { lowered } from './lower.ts';
import { image, NetworkBuilder, visionTransformer } from './network-builder.ts';

const sizes = { channels: 1, size: 8, patch: 4, width: 8, headDim: 4, classes: 3 };
const vit = visionTransformer({
  ...sizes,
  layers: [
    { heads: 2, hidden: 12 },
    { heads: 1, hidden: 4 },
  ],
});
const regularisation = { dropout: 0.1, stochasticDepth: 0.2 };
const trained = (network: Network, rates = regularisation) =>
  lowered(network, { batch: 2, mode: 'train', elementType: 'float64', regularisation: rates });

describe('what training leaves out', () => {
  test('is what residual branches add, more of them the deeper they are, and what the classifier reads', () => {
    const plan = [...leftOutPlan(vit, regularisation)].map(([path, places]) => [path, ...places.entries()]);
    expect(plan).toEqual([
      ['layer[0].sum', [1, { elements: 0.1, samples: 0.05 }]],
      ['layer[0].sum2', [1, { elements: 0.1, samples: 0.1 }]],
      ['layer[1].sum', [1, { elements: 0.1, samples: expect.closeTo(0.15) }]],
      ['layer[1].sum2', [1, { elements: 0.1, samples: 0.2 }]],
      ['classifier', [0, { elements: 0.1, samples: 0 }]],
    ]);
    expect(trained(vit).masks.map(({ tensor }) => tensor.shape)).toContainEqual([2, 1, 1]);
  });

  test('is no element of an image, and nothing of a body beside a shortcut', () => {
    const builder = new NetworkBuilder();
    const picture = image(2, 4, 4);
    const x = builder.input('x', picture);
    const inner = builder.use('relu', 'inner', {}, [x], picture);
    const kept = builder.use('sum', 'kept', {}, [inner, x], picture);
    const [body, shortcut] = ['body', 'shortcut'].map((path) => builder.use('relu', path, {}, [kept], picture));
    builder.use('sum', 'sum', {}, [body!, shortcut!], picture);
    const plan = leftOutPlan(builder.network(), regularisation);
    expect([...plan].map(([path, places]) => [path, ...places])).toEqual([
      ['kept', [0, { elements: 0, samples: 0.2 }]],
    ]);
  });

  test('changes nothing where masks are 1, and all branches left out give the network without layers', async () => {
    const output = async (network: Network, rates: typeof regularisation, mask: (name: string) => number) => {
      const { graph, output: y, masks } = trained(network, rates);
      graph.output('y', y);
      const plain = randomFeeds(trained(vit, { dropout: 0, stochasticDepth: 0 }).graph, 3);
      const feeds = Object.fromEntries(
        masks.map(({ name, tensor }) => [
          name,
          tensor.shape.reduce<number[]>((all, n) => Array(n * (all.length || 1)).fill(mask(name)), []),
        ]),
      );
      return (await (await compiled(graph))({ ...plain, ...feeds })).y!;
    };
    const none = { dropout: 0, stochasticDepth: 0 };
    const plain = await output(vit, none, () => 1);
    expect(await output(vit, regularisation, () => 1)).toEqual(plain);
    const flat = await output(visionTransformer({ ...sizes, layers: [] }), none, () => 1);
    const left = await output(vit, regularisation, (name) => (name.endsWith('.samples') ? 0 : 1));
    left.forEach((value, i) => {
      expect(value).toBeCloseTo(flat[i]!, 12);
    });
    expect(left).not.toEqual(plain);
  });

  test('has the gradient that central differences give', async () => {
    const { graph, output } = trained(vit);
    await expectGradients(
      graph,
      output,
      graph.inputs.map(({ tensor }) => tensor),
      randomFeeds(graph, 5),
    );
  });

  test('is nothing when a network is evaluated', () => {
    const { masks } = lowered(vit, { batch: 2, mode: 'evaluate', elementType: 'float64', regularisation });
    expect(masks).toEqual([]);
  });
});
