import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  compile,
  extents,
  type Genome,
  largest,
  type Network,
  networkAt,
  type Space,
  type StoredTensor,
  sampleGenome,
  smallest,
  storedTensors,
  type TensorUse,
} from '../../../language/index.ts';
import { elementCount } from '../../../runtime/graph/tensor.ts';
import { elasticAxes, type StorageLayout, storageLayout } from '../../../runtime/lower/layout.ts';
import { compiled, randomNumbers } from '../graph/run.ts';
import { expectClose } from './close.ts';
import { lowered } from './lower.ts';
import { visionTransformer } from './network-builder.ts';
import { referenceOutput } from './reference.ts';

/** The super-network's numbers by path, in the language's order of axes; variances positive. */
function randomWeights(stored: readonly StoredTensor[]): Map<string, number[]> {
  return new Map(
    stored.map(({ path, shape }, index) => {
      const numbers = randomNumbers(elementCount(shape), 1000 + index, -0.3, 0.3);
      return [path, path.endsWith('running_var') ? numbers.map((number) => 0.5 + Math.abs(number)) : numbers];
    }),
  );
}

/** A sub-network's part of a stored tensor, element by element, its axes in the order of `layout`. */
function slice(numbers: readonly number[], stored: StoredTensor, use: TensorUse, layout: StorageLayout): number[] {
  const shape = layout.map((axis) => use.shape[axis]!);
  return Array.from({ length: elementCount(shape) }, (_, index) => {
    let rest = index;
    const place = stored.shape.map(() => 0);
    for (const axis of layout.toReversed()) {
      place[axis] = rest % use.shape[axis]!;
      rest = Math.floor(rest / use.shape[axis]!);
    }
    const offset = place.reduce((offset, within, axis) => {
      const margin = stored.shape[axis]! - use.shape[axis]!;
      return offset * stored.shape[axis]! + within + (stored.slice[axis] === 'central' ? Math.floor(margin / 2) : 0);
    }, 0);
    return numbers[offset]!;
  });
}

function usesOf(network: Network): TensorUse[] {
  return network.operators.flatMap((use) => Object.values<TensorUse>(use.tensors));
}

function spaceOf(example: string): Space {
  const { spaces, diagnostics } = compile(readFileSync(`examples/${example}.lithe`, 'utf8'), { file: example });
  expect(diagnostics).toEqual([]);
  return spaces[0]!;
}

function randomGenomes(space: Space, count: number): Genome[] {
  const numbers = randomNumbers(count * space.decisions.length, 9, 0, 1)[Symbol.iterator]();
  return Array.from({ length: count }, () => sampleGenome(space, () => numbers.next().value!));
}

describe.each(['digits-vit', 'digits-cnn'])(
  "a sub-network of %s gives the super-network's numbers, restricted",
  (example) => {
    const space = spaceOf(example);
    const stored = storedTensors(space);
    const byPath = new Map(stored.map((tensor) => [tensor.path, tensor]));
    const weights = randomWeights(stored);
    const genomes = [smallest(space), ...randomGenomes(space, 3), largest(space)];
    const uses = genomes.flatMap((genome) => usesOf(networkAt(space, genome)));
    const layouts = new Map(stored.map((tensor) => [tensor.path, storageLayout(tensor, elasticAxes(tensor, uses))]));

    test.each(genomes.map((genome) => [genome.join(' '), genome] as const))('at %s', async (_, genome) => {
      const network = networkAt(space, genome);
      const part = (use: TensorUse, layout: StorageLayout) =>
        slice(weights.get(use.stored)!, byPath.get(use.stored)!, use, layout);
      const { graph, output } = lowered(network, {
        batch: 1,
        mode: 'evaluate',
        elementType: 'float32',
        layout: (path) => layouts.get(path)!,
      });
      graph.output('output', output);
      const pixels = randomNumbers(elementCount(extents(network.values[network.inputs[0]!.value]!)), 4);
      const feeds = Object.fromEntries(usesOf(network).map((use) => [use.stored, part(use, layouts.get(use.stored)!)]));
      const { output: actual } = await (await compiled(graph))({ ...feeds, image: pixels });
      const inOrder = (use: TensorUse) =>
        part(
          use,
          use.shape.map((_, axis) => axis),
        );
      expectClose(actual!, referenceOutput(network, { image: pixels }, inOrder), 1e-5);
    });
  },
);

test('the heads and hidden units that a sub-network lacks are those that the whole network can do without', async () => {
  const sizes = { channels: 1, size: 8, patch: 4, width: 8, headDim: 4, classes: 3 };
  const whole = visionTransformer({
    ...sizes,
    layers: [
      { heads: 3, hidden: 12 },
      { heads: 2, hidden: 16 },
    ],
  });
  const part = visionTransformer({
    ...sizes,
    layers: [
      { heads: 1, hidden: 8 },
      { heads: 2, hidden: 6 },
    ],
  });
  const outputOf = async (network: Network, numbers: (use: TensorUse) => number[]): Promise<number[]> => {
    const { graph, output } = lowered(network, { batch: 2, mode: 'evaluate', elementType: 'float64' });
    graph.output('output', output);
    const feeds = Object.fromEntries(usesOf(network).map((use) => [use.stored, numbers(use)]));
    return (await (await compiled(graph))({ ...feeds, image: randomNumbers(2 * 64, 3) })).output!;
  };
  const stored = new Map(usesOf(whole).map((use) => [use.stored, use]));
  const cut = new Map(usesOf(part).map((use) => [use.stored, use]));
  const full = new Map(
    [...stored].map(([path, { shape }], index) => [path, randomNumbers(elementCount(shape), index)]),
  );

  // Without what the sub-network lacks in the matrices that read heads and hidden units, these count for nothing.
  const masked = await outputOf(whole, ({ stored: path, shape }) => {
    const reads = path.endsWith('output.weight') || path.endsWith('linear2.weight');
    const kept = cut.get(path)!.shape[1]!;
    return full.get(path)!.map((number, index) => (reads && index % shape[1]! >= kept ? 0 : number));
  });
  const restricted = await outputOf(part, (use) => {
    const { shape } = stored.get(use.stored)!;
    const leading = shape.map(() => 'leading' as const);
    const whole = { path: use.stored, shape, slice: leading, initial: { kind: 'constant', value: 0 } as const };
    const layout = shape.map((_, axis) => axis);
    return slice(full.get(use.stored)!, { ...whole, trained: true, decayed: true }, use, layout);
  });
  expectClose(restricted, masked, 1e-12);
});
