import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decisionOf, type Genome, largest, type Space, sampleGenome, storedTensors } from '../../../language/index.ts';
import { compileEvaluationGraph } from '../../../runtime/evaluate/evaluation-graph.ts';
import { randomStream } from '../../../runtime/random.ts';
import { dataFeeds, weightFeeds } from '../../../runtime/train/bound-weights.ts';
import { channelGroups } from '../../../runtime/train/reorder/channel-ties.ts';
import { reorderByImportance } from '../../../runtime/train/reorder/reorder.ts';
import { createSuperNetwork, type SuperNetwork } from '../../../runtime/train/super-network.ts';
import { compiled } from '../../language/space/compiled.ts';

const none: ReadonlySet<string> = new Set();

function spaceOf(text: string): Space {
  return compiled(text).spaces[0]!;
}

/** All tensors random, biases, norms and statistics too; variances are positive. */
function randomNetwork(space: Space, seed: number): SuperNetwork {
  const superNetwork = createSuperNetwork(space, { moments: 2, averaged: true }, seed);
  for (const [path, tensor] of superNetwork.state.tensors) {
    const random = randomStream(seed, path);
    for (const part of ['weights', 'average'] as const) {
      const numbers = superNetwork.state.view(part, tensor);
      const scale = 1 / Math.sqrt(Math.max(1, numbers.length / tensor.stored.shape[0]!));
      const next = () => (path.endsWith('running_var') ? 0.5 + random.uniform() : scale * random.normal());
      for (let at = 0; at < numbers.length; at++) numbers[at] = next();
    }
  }
  return superNetwork;
}

async function outputsOf({ networkAt, state }: SuperNetwork, genome: Genome): Promise<Float32Array> {
  const graph = await compileEvaluationGraph(networkAt(genome), state, { batch: 2, threads: 1, arena: false });
  const random = randomStream(1, 'inputs');
  const inputs = graph.inputs.map(({ shape, name }) => {
    const count = shape.reduce((product, extent) => product * extent, 1);
    return name === 'words'
      ? Int32Array.from({ length: count }, () => random.below(20))
      : Float32Array.from({ length: count }, () => random.normal());
  });
  const { logits } = await graph.session.run({
    ...weightFeeds(state, graph.weights, 'weights'),
    ...dataFeeds(graph.inputs, inputs),
  });
  await graph.session.release();
  return logits!.data as Float32Array;
}

function farthest(a: Float32Array, b: Float32Array): number {
  const size = a.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
  return a.reduce((most, value, at) => Math.max(most, Math.abs(value - b[at]!)), 0) / size;
}

/** Names of the decisions that cut a group. */
function cuttersOf(space: Space): ReadonlySet<string> {
  const names = channelGroups(space).flatMap(({ cutBy }) =>
    [...cutBy].map((variable) => decisionOf(space, variable).name),
  );
  return new Set(names);
}

const spaces = {
  'a transformer of heads and hidden units': `supernet Net {
    input words: tokens[6]
    embedding(20, 24)
    elastic depth in 1..2
    layer: repeat depth {
      elastic heads in [1, 2, 4]
      elastic hidden in [8, 20]
      residual { layernorm; attention(heads, head_dim: 6, inner_norm: true) }
      residual { rmsnorm; linear(hidden); gelu; linear(24); scale }
    }
    take_token(0)
    classifier: linear(5)
  }`,
  'an elastic width that a residual stream, a memory and a position share': `supernet Net {
    input words: tokens[6]
    elastic width in [8, 12, 16]
    embedding(20, width); position_embedding; class_token
    start: layernorm
    residual { elastic heads in 1..3; layernorm; attention(heads, head_dim: 4, memory: start) }
    choose kind { wide { linear(width); relu } deep { linear(8); tanh; linear(width) } none {} }
    route 2 top 1 { elastic hidden in [8, 16]; linear(hidden); gelu; linear(width) }
    global_pool
    classifier: linear(5)
  }`,
  'convolutions with batch norm, squeezed, grouped, shuffled and joined': `supernet Net {
    input image: image[3, 12, 12]
    elastic width in [8, 12, 16]
    stem: { conv(width, kernel: 3, stride: 2); batchnorm; relu }
    elastic depth in 1..2
    unit: repeat depth {
      elastic expand in [1, 2, 3]
      elastic kernel in [3, 5]
      residual {
        conv(width * expand, kernel: 1); batchnorm; hard_swish
        depthwise_conv(kernel); batchnorm; relu6
        branch product { same {} gate { global_pool; linear(8); relu; linear(width * expand); hard_sigmoid } }
        conv(width, kernel: 1); batchnorm
      }
    }
    elastic narrow in [8, 16]
    conv(narrow, kernel: 3); affine; relu
    branch concat { a { conv(narrow, kernel: 1) } b { elastic other in [4, 8]; conv(other, kernel: 1); max_pool(3, stride: 1); conv(8, kernel: 1) } }
    elastic grouped in [8, 16]
    conv(16, kernel: 1); channel_shuffle(4); conv(16, kernel: 3, groups: 4)
    conv(grouped, kernel: 1); take_channels(0, 8)
    global_pool
    classifier: linear(5)
  }`,
  'an image in patches with a bias for relative positions': `supernet Net {
    input image: image[1, 8, 8]
    patch: conv(12, kernel: 4, stride: 4)
    to_tokens; class_token
    layer: repeat 2 {
      elastic heads in [1, 2, 3]
      elastic hidden in [4, 8]
      residual { layernorm; attention(heads, head_dim: 4, relative_bias: 2) }
      residual { layernorm; linear(hidden); gelu; linear(12) }
    }
    take_token(0)
    classifier: linear(5)
  }`,
};

describe.each(Object.entries(spaces))('reordering %s', (_, text) => {
  const space = spaceOf(text);
  const cutters = cuttersOf(space);

  it('changes no network that has all of what is sorted', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 2 ** 31 }), async (seed) => {
        const network = randomNetwork(space, seed);
        const { uniform } = randomStream(seed, 'genomes');
        const genomes = [largest(space), ...Array.from({ length: 4 }, () => sampleGenome(space, uniform, cutters))];
        const before = await Promise.all(genomes.map((genome) => outputsOf(network, genome)));
        expect(reorderByImportance(space, network.state, { opening: cutters, open: none })).toBeGreaterThan(1);
        for (const [index, genome] of genomes.entries()) {
          expect(farthest(before[index]!, await outputsOf(network, genome))).toBeLessThan(1e-5);
        }
      }),
      { numRuns: 4 },
    );
  });

  it('keeps all numbers of every tensor, and finds nothing to do the second time', () => {
    const { state } = randomNetwork(space, 3);
    const all = () => [...state.tensors.values()].map((tensor) => state.view('weights', tensor).slice());
    const [start, opening] = [all(), { opening: cutters, open: none }];
    reorderByImportance(space, state, opening);
    const once = all();
    expect(once.map((numbers) => numbers.toSorted())).toEqual(start.map((numbers) => numbers.toSorted()));
    expect(once).not.toEqual(start);
    reorderByImportance(space, state, opening);
    expect(all().every((numbers, index) => farthest(numbers, once[index]!) === 0)).toBe(true);
  });
});

describe('reordering', () => {
  const text = `supernet Net {
    input features: vector[2]
    elastic hidden in [1, 3]
    up: linear(hidden); relu
    elastic last in [1, 2]
    middle: linear(last); relu
    down: linear(2)
  }`;
  const rows = (network: SuperNetwork, path: string, part: 'weights' | 'first' | 'average' = 'weights'): number[] => [
    ...network.state.view(part, network.state.tensors.get(path)!),
  ];
  function filled(): SuperNetwork {
    const network = createSuperNetwork(spaceOf(text), { moments: 1, averaged: true }, 1);
    const put = (path: string, numbers: number[], part: 'weights' | 'first' | 'average' = 'weights'): void =>
      network.state.view(part, network.state.tensors.get(path)!).set(numbers);
    put('up.weight', [1, 2, 3, 4, 5, 6]);
    put('up.bias', [1, 2, 3]);
    put('up.bias', [10, 20, 30], 'first');
    put('up.bias', [100, 200, 300], 'average');
    return network;
  }

  it('puts first what is read with the largest weights, moments and average with it', () => {
    const network = filled();
    const middle = network.state.tensors.get('middle.weight')!;
    // Columns are hidden units: their norms are 3, 9 and 4.
    const columns = middle.layout[0] === 0 ? [1, -5, 2, -2, 4, -2] : [1, -2, -5, 4, 2, -2];
    network.state.view('weights', middle).set(columns);
    reorderByImportance(spaceOf(text), network.state, { opening: new Set(['hidden']), open: none });
    expect(rows(network, 'up.weight')).toEqual([3, 4, 5, 6, 1, 2]);
    expect(rows(network, 'up.bias')).toEqual([2, 3, 1]);
    expect(rows(network, 'up.bias', 'first')).toEqual([20, 30, 10]);
    expect(rows(network, 'up.bias', 'average')).toEqual([200, 300, 100]);
  });

  it('leaves alone what is open already, and what is not yet', () => {
    const [network, same] = [filled(), filled()];
    const sort = (opening: string[], open: string[]) =>
      reorderByImportance(spaceOf(text), network.state, { opening: new Set(opening), open: new Set(open) });
    expect(sort(['last'], ['hidden'])).toBe(1);
    expect(rows(network, 'up.weight')).toEqual(rows(same, 'up.weight'));
    expect(sort(['hidden'], ['hidden'])).toBe(0);
    expect(sort([], [])).toBe(0);
  });

  it.each([
    ['digits-cnn', 2],
    ['digits-vit', 2 * 5],
    ['minilm-sst2', 2 * 6],
    ['beit3', 2 * 12],
    ['ofa-resnet50', 42],
    ['ofa-mobilenetv3', 32],
  ])('finds what decisions cut in examples/%s', (name, count) => {
    const { spaces: found } = compiled(readFileSync(`examples/${name}.lithe`, 'utf8'));
    const space = found[0]!;
    const shapes = new Map(storedTensors(space).map(({ path, shape }) => [path, shape]));
    const cut = channelGroups(space).filter(({ cutBy }) => cutBy.size > 0);
    for (const { axes } of cut) {
      expect(axes.some(({ reads }) => reads)).toBe(true);
      expect(new Set(axes.map(({ stored, axis, block }) => shapes.get(stored)![axis]! / block)).size).toBe(1);
    }
    expect(cut.length).toBe(count);
  });
});
