import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Configuration,
  compile,
  configurationOf,
  costRange,
  costsAt,
  countSubnetworks,
  genomeOf,
  largest,
  networkAt,
  type Space,
  sampleGenome,
  smallest,
} from '../../language/index.ts';
import { priceOfaResNet50 } from './ofa-resnet50.ts';

function spaceOf(name: string, change = (text: string) => text): Space {
  const { diagnostics, spaces } = compile(change(readFileSync(`examples/${name}.lithe`, 'utf8')), { file: name });
  // Heads of a fixed width together cost the same however many they are, which is said in a hint.
  expect(diagnostics.filter(({ severity }) => severity !== 'hint')).toEqual([]);
  return spaces[0]!;
}

function at(space: Space, configuration: Configuration, convention: 'matmul' | 'fvcore' = 'matmul') {
  const found = genomeOf(space, configuration);
  if ('problems' in found) throw new Error(found.problems.join('\n'));
  return costsAt(space, found.genome, convention);
}

/** One value for a decision of every layer. */
function everywhere(layers: number, decisions: Readonly<Record<string, number>>): Configuration {
  const settings = Array.from({ length: layers }, (_, i) =>
    Object.entries(decisions).map(([name, value]) => [`layer[${i}].${name}`, value] as const),
  );
  return Object.fromEntries(settings.flat());
}

/** A layer of a transformer of width d on n rows: projections to heads of 64, and a perceptron. Norms have `norms` numbers. */
function layer(n: number, d: number, heads: number, hidden: number, norms: number) {
  const q = 64 * heads;
  return {
    macs: 4 * n * d * q + 2 * n * n * q + 2 * n * d * hidden,
    params: 4 * d * q + 3 * q + d + 2 * d * hidden + hidden + d + norms,
  };
}

describe('ofa-resnet50', () => {
  const space = spaceOf('ofa-resnet50');

  /** As Once-for-All's code names the sub-network. */
  function architecture(configuration: Configuration) {
    const number = (path: string, otherwise: number) => Number(configuration[path] ?? otherwise);
    const [stages, widths] = [
      [1, 2, 3, 4],
      [0.65, 0.8, 1],
    ];
    const places = ['stem.middle', 'stem.width', ...stages.map((stage) => `stage${stage}.width`)];
    return {
      d: [
        2 * (number('stem.depth', 0) - 2),
        ...stages.map((stage) => number(`stage${stage}.depth`, 0) - [0, 2, 2, 4, 2][stage]!),
      ],
      w: places.map((place) => widths.indexOf(number(place, 0))),
      e: stages.flatMap((stage) =>
        Array.from({ length: [0, 4, 4, 6, 4][stage]! }, (_, i) => number(`stage${stage}.unit[${i}].expand`, 0.35)),
      ),
    };
  }

  it('costs what the code of Once-for-All builds, at its ends and anywhere between', () => {
    const check = (genome: readonly number[]) => {
      expect(costsAt(space, genome)).toMatchObject(priceOfaResNet50(architecture(configurationOf(space, genome))));
    };
    check(largest(space));
    check(smallest(space));
    const genomes = fc.infiniteStream(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }));
    fc.assert(
      fc.property(genomes, (numbers) => check(sampleGenome(space, () => numbers.next().value))),
      { numRuns: 50 },
    );
  });

  it('holds ResNet-50-D: 25.58 M parameters and 4.35 G MACs in pytorch-image-models', () => {
    const units = [1, 2, 3, 4].flatMap((stage) => Array.from({ length: 6 }, (_, i) => [stage, i] as const));
    const expands = units.flatMap(([stage, i]) =>
      stage !== 3 && i > 3 ? [] : [[`stage${stage}.unit[${i}].expand`, 0.25]],
    );
    const depths = { 'stage1.depth': 3, 'stage2.depth': 4, 'stage3.depth': 6, 'stage4.depth': 3 };
    const { macs, params } = at(space, { ...depths, ...Object.fromEntries(expands) }, 'fvcore');
    expect([(params / 1e6).toFixed(2), (macs / 1e9).toFixed(2)]).toEqual(['25.58', '4.35']);
  });

  it('has as many sub-networks as its lists of depths, widths and expansions make', () => {
    const stage = (least: bigint) => 3n * (3n ** least + 3n ** (least + 1n) + 3n ** (least + 2n));
    expect(countSubnetworks(space)).toBe(2n * 3n * 3n * stage(2n) ** 3n * stage(4n));
  });
});

describe('vit-imagenet', () => {
  const space = spaceOf('vit-imagenet');
  const rest = {
    macs: 196 * 768 * 768 + 768 * 1000,
    params: 768 * 768 + 768 + 768 + 197 * 768 + 1536 + 768 * 1000 + 1000,
  };

  it('is ViT-B/16 at its largest: 86,567,656 parameters and 17.58 G MACs by fvcore, as pytorch-image-models counts', () => {
    expect(costsAt(space, largest(space)).params).toBe(86_567_656);
    expect((costsAt(space, largest(space), 'fvcore').macs / 1e9).toFixed(2)).toBe('17.58');
  });

  it.each([
    [12, 12, 3072],
    [11, 6, 2048],
    [11, 10, 2560],
  ])('costs at depth %i, %i heads and a hidden width of %i what its products come to', (depth, heads, hidden) => {
    const each = layer(197, 768, heads, hidden, 4 * 768);
    expect(at(space, { depth, ...everywhere(depth, { heads, hidden }) })).toMatchObject({
      macs: rest.macs + depth * each.macs,
      params: rest.params + depth * each.params,
    });
  });

  it('has 12^11 + 12^12 sub-networks', () => {
    expect(countSubnetworks(space)).toBe(12n ** 11n + 12n ** 12n);
  });
});

describe('bert-sst2', () => {
  const space = spaceOf('bert-sst2');
  const rest = {
    macs: 768 * 768 + 768 * 2,
    params: (30_522 + 512 + 2) * 768 + 2 * 768 + 768 * 769 + 2 * 769,
  };

  it('is BERT-base at its largest: 109,483,778 parameters in transformers, 11.17 G MACs in InstaTune (Sarah et al. 2023)', () => {
    const { params, macs } = costsAt(space, largest(space));
    expect([params, (macs / 1e9).toFixed(2)]).toEqual([109_483_778, '11.17']);
  });

  it.each([
    [6, 6, 1024],
    [12, 12, 3072],
    [9, 8, 2048],
  ])('costs at depth %i, %i heads and a hidden width of %i what its products come to', (depth, heads, hidden) => {
    const each = layer(128, 768, heads, hidden, 4 * 768);
    expect(at(space, { depth, ...everywhere(depth, { heads, hidden }) })).toMatchObject({
      macs: rest.macs + depth * each.macs,
      params: rest.params + depth * each.params,
    });
  });

  it('reaches the MACs of the sub-networks that InstaTune found: 8.31, 6.41 and 5.18 G lie inside its range', () => {
    const range = costRange(space, 'macs');
    if ('problem' in range) throw new Error(range.problem.message);
    expect(range.smallest.value).toBeLessThan(5.18e9);
    expect(range.largest.value).toBeGreaterThan(8.31e9);
  });
});

describe('beit3', () => {
  const space = spaceOf('beit3');
  const rest = {
    macs: 196 * 768 * 768 + 768 * 1000,
    params: 768 * 768 + 768 + 768 + 199 * 768 + 1536 + 768 * 1000 + 1000,
  };
  /** Two norms of the width, one of the heads and one of the perceptron. */
  const norms = (heads: number, hidden: number) => 2 * (2 * 768 + 64 * heads + hidden);

  it('is BEiT-3-B at its largest: 86.66 M parameters in pytorch-image-models, 17.62 G MACs in InstaTune', () => {
    const { params } = costsAt(space, largest(space));
    expect((params / 1e6).toFixed(2)).toBe('86.66');
    // With 5 for each element of a norm, as fvcore counts, it is 17.627 G.
    const { macs } = costsAt(space, largest(space), 'fvcore');
    expect(Math.abs(macs - 17.62e9)).toBeLessThan(0.01e9);
  });

  it.each([
    [12, 12, 3072],
    [11, 6, 2048],
    [12, 8, 2560],
  ])('costs at depth %i, %i heads and a hidden width of %i what its products come to', (depth, heads, hidden) => {
    const each = layer(197, 768, heads, hidden, norms(heads, hidden));
    expect(at(space, { depth, ...everywhere(depth, { heads, hidden }) })).toMatchObject({
      macs: rest.macs + depth * each.macs,
      params: rest.params + depth * each.params,
    });
  });
});

describe('transformer-lt', () => {
  const space = spaceOf('transformer-lt');

  it.each([
    ['largest', largest, 3_016_089_600, 70_900_992],
    ['smallest', smallest, 982_548_480, 15_771_136],
  ] as const)(
    'costs at its %s what HAT counts without norms, scalings and tables (Wang et al. 2020)',
    (_, end, macs, params) => {
      const costs = costsAt(space, end(space));
      const network = networkAt(space, end(space));
      const tables = network.operators.flatMap((use) => (use.operator === 'embedding' ? [use.arguments.dim] : []));
      expect(costs.macs).toBe(macs);
      expect(costs.params - 32_768 * Math.max(...tables)).toBe(params);
    },
  );

  it('has as many sub-networks as the lists of HAT make', () => {
    const decoders = [1n, 2n, 3n, 4n, 5n, 6n].reduce((sum, depth) => sum + (2n * 2n * 3n * 3n) ** depth, 0n);
    expect(countSubnetworks(space)).toBe(2n * 2n * (2n * 3n) ** 6n * decoders);
  });
});

describe('darts-cell', () => {
  /** Edges of the second-order architecture of the paper, as `genotypes.py` of the authors' code lists them. */
  const found: Configuration = {
    normal_02: 'sep_conv_3x3',
    normal_12: 'sep_conv_3x3',
    normal_03: 'sep_conv_3x3',
    normal_13: 'sep_conv_3x3',
    normal_14: 'sep_conv_3x3',
    normal_04: 'skip_connect',
    normal_05: 'skip_connect',
    normal_25: 'dil_conv_3x3',
    reduce_02: 'max_pool_3x3',
    reduce_12: 'max_pool_3x3',
    reduce_23: 'skip_connect',
    reduce_13: 'max_pool_3x3',
    reduce_04: 'max_pool_3x3',
    reduce_24: 'skip_connect',
    reduce_25: 'skip_connect',
    reduce_15: 'max_pool_3x3',
  };

  it('holds DARTS (second order) as it is trained: 3,349,342 parameters without the auxiliary head', () => {
    const trained = spaceOf('darts-cell', (text) =>
      text.replace('const cells = 8', 'const cells = 20').replace('const width = 16', 'const width = 36'),
    );
    // Printed as 3.349342 MB by the authors' train.py; 3.3 M in table 1 of Liu et al. 2019.
    expect(at(trained, found).params).toBe(3_349_342);
  });

  it('decides each of 28 edges among 8 operations, once for all cells', () => {
    const space = spaceOf('darts-cell');
    expect(countSubnetworks(space)).toBe(8n ** 28n);
    const [none, all] = ['none', 'sep_conv_5x5'].map((operation) =>
      Object.fromEntries(space.decisions.map(({ path }) => [path, operation])),
    );
    const range = costRange(space, 'macs');
    expect(range).toMatchObject({
      smallest: { value: at(space, none!).macs },
      largest: { value: at(space, all!).macs },
    });
  });
});

describe('dagnn', () => {
  const space = spaceOf('dagnn');
  const [N, E, F, C] = [2708, 10_556, 1433, 7];

  it.each([
    [64, 10],
    [64, 20],
    [16, 1],
  ])('costs with %i hidden numbers and %i hops what DAGNN does (Liu et al. 2020)', (h, K) => {
    expect(at(space, { hidden: h, hops: K })).toMatchObject({
      // Edges and self-loops carry scores; the weights are a product to make and one to apply, at K + 1 distances.
      macs: N * (F * h + h * C) + K * (E + N) * C + 2 * (K + 1) * N * C,
      params: F * h + h + h * C + C + C + 1,
    });
  });
});

describe('mixture-of-experts', () => {
  const space = spaceOf('mixture-of-experts');
  const [n, d] = [64, 256];
  const attention = { macs: 4 * n * d * d + 2 * n * n * d, params: 4 * (d * d + d) + 2 * d };

  it.each([
    [2, 2, 1, 1024],
    [4, 8, 2, 512],
    [3, 4, 1, 256],
  ])(
    'costs at depth %i with %i experts, %i for each token, of %i what systems of experts publish',
    (depth, E, k, f) => {
      const hidden = Array.from({ length: depth * E }, (_, i) => [
        `layer[${Math.floor(i / E)}].mixed[${i % E}].hidden`,
        f,
      ]);
      const body = { macs: n * 2 * d * f, params: 2 * d * f + f + d };
      expect(at(space, { depth, experts: E, active: k, ...Object.fromEntries(hidden) })).toMatchObject({
        macs: depth * (attention.macs + n * d * E + k * body.macs) + 2 * d,
        params: (8192 + n) * d + depth * (attention.params + 2 * d + E * body.params + d * E) + 2 * d + 2 * d + 2,
      });
    },
  );

  it('has most parameters where it has most experts, and most MACs where it has as many active', () => {
    const few = at(space, { experts: 2, active: 2 });
    const many = at(space, { experts: 8, active: 1 });
    expect(many.params).toBeGreaterThan(2 * few.params);
    expect(many.macs).toBeLessThan(few.macs);
  });
});
