import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  canonical,
  compile,
  costMetrics,
  costRange,
  costsAt,
  countSubnetworks,
  type Genome,
  largest,
  networkAt,
  type Space,
  sampleGenome,
  smallest,
  statementCost,
} from '../../../language/index.ts';
import { priceNetwork } from './priced-network.ts';
import { randomSupernet } from './random-space.ts';

function spaceOf(text: string): Space {
  const { spaces, diagnostics } = compile(text, { file: 'test.lithe' });
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (spaces.length === 0 || errors.length > 0) throw new Error(`${text}\n${errors.map((error) => error.message)}`);
  return spaces[0]!;
}

/** Every canonical genome once. */
function everySubnetwork(space: Space): readonly Genome[] {
  const all = space.decisions.reduce<readonly Genome[]>(
    (genomes, { values }) => genomes.flatMap((genome) => values.map((_, index) => [...genome, index])),
    [[]],
  );
  return [...new Map(all.map((genome) => canonical(space, genome)).map((genome) => [genome.join(), genome])).values()];
}

describe('on random small spaces', () => {
  it('costs, ranges and counts equal brute force over settled networks', () => {
    let open = 0;
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const space = spaceOf(randomSupernet(seed));
        const subnetworks = everySubnetwork(space);
        open += Number(subnetworks.length > 1);
        expect(countSubnetworks(space)).toBe(BigInt(subnetworks.length));
        const prices = subnetworks.map((genome) => {
          const costs = costsAt(space, genome);
          expect(costs).toEqual(priceNetwork(networkAt(space, genome)));
          return costs;
        });
        for (const metric of costMetrics) {
          const range = costRange(space, metric);
          if ('problem' in range) throw new Error(range.problem.message);
          expect(range.smallest.value).toBe(Math.min(...prices.map((costs) => costs[metric])));
          expect(range.largest.value).toBe(Math.max(...prices.map((costs) => costs[metric])));
          for (const { value, genome } of [range.smallest, range.largest]) {
            expect(costsAt(space, genome)[metric]).toBe(value);
            expect(genome).toEqual(canonical(space, genome));
          }
        }
      }),
      { numRuns: 250 },
    );
    expect(open).toBeGreaterThan(150);
  });

  it('the cost beside a statement is its range where it is present', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const { spaces, hints } = compile(randomSupernet(seed), { file: 'test.lithe' });
        const subnetworks = everySubnetwork(spaces[0]!).map((genome) => networkAt(spaces[0]!, genome));
        for (const { space, steps } of hints) {
          const paths = new Set(steps.map(({ path }) => path));
          const figures = subnetworks
            .map((network) => ({ ...network, operators: network.operators.filter(({ path }) => paths.has(path)) }))
            .filter(({ operators }) => operators.length > 0)
            .map((network) => priceNetwork(network).macs);
          const range = statementCost(space, steps);
          if (range === undefined) expect(figures).toEqual([]);
          else if ('problem' in range) throw new Error(range.problem.message);
          else
            expect([range.smallest.value, range.largest.value]).toEqual([Math.min(...figures), Math.max(...figures)]);
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe('on published shapes', () => {
  const vit = spaceOf(`supernet VitBase {
    input image: image[3, 224, 224]
    patch: conv(768, kernel: 16, stride: 16)
    to_tokens
    class_token
    position_embedding
    elastic depth in 11..12
    layer: repeat depth {
      elastic heads  in [6, 8, 10, 12]
      elastic hidden in [2048, 2560, 3072]
      residual { layernorm; attention(heads, head_dim: 64) }
      residual { layernorm; linear(hidden); gelu; linear(768) }
    }
    layernorm
    take_token(0)
    classifier: linear(1000)
  }`);

  it('the largest is ViT-B/16', () => {
    // 86,567,656 parameters as in torchvision; 12 layers of 4 n d^2 + 2 n^2 d + 8 n d^2, patches and classifier.
    const layer = 12 * 197 * 768 ** 2 + 2 * 197 ** 2 * 768;
    const macs = 12 * layer + 196 * 768 * 768 + 768_000;
    expect(costsAt(vit, largest(vit))).toMatchObject({ params: 86_567_656, macs });
    expect(costRange(vit, 'params')).toMatchObject({ largest: { value: 86_567_656, genome: largest(vit) } });
    expect(costRange(vit, 'macs')).toMatchObject({ smallest: { genome: smallest(vit) } });
  });

  it('its sub-networks are counted over both depths', () => {
    expect(countSubnetworks(vit)).toBe(12n ** 11n + 12n ** 12n);
  });

  it('conventions add what the tools count', () => {
    const genome = largest(vit);
    const norms = 25 * 5 * 197 * 768;
    expect(costsAt(vit, genome, 'fvcore').macs - costsAt(vit, genome).macs).toBe(norms);
  });

  it('a hundred thousand sub-networks are priced in seconds', () => {
    let state = 1;
    const random = () => {
      state = (state * 48_271) % 2_147_483_647;
      return state / 2_147_483_647;
    };
    const genomes = Array.from({ length: 500 }, () => sampleGenome(vit, random));
    const start = performance.now();
    for (let i = 0; i < 200; i += 1) for (const genome of genomes) costsAt(vit, genome);
    expect(performance.now() - start).toBeLessThan(5_000);
  });
});

describe('where costs are not monotone or not separable', () => {
  it('the extremes are inside the domains', () => {
    const space = spaceOf(`supernet Uneven {
      input x: vector[8]
      elastic a in 1..9
      elastic b in 1..9
      linear(40 + (a - 5) * (a - 5) - (b - 4) * (b - 4), bias: false)
      linear(3, bias: false)
    }`);
    // Narrowest at a = 5, b = 9; widest at a = 1 or 9, b = 4.
    expect(costRange(space, 'macs')).toMatchObject({
      smallest: { value: 11 * 15, genome: [4, 8] },
      largest: { value: 11 * 56 },
    });
  });

  it('a chain of elastic widths is solved exactly', () => {
    const layers = Array.from(
      { length: 30 },
      (_, i) => `elastic w${i} in [4, 8, 12, 16, 24]\nlinear(w${i}, bias: false)`,
    );
    const space = spaceOf(`supernet Chain {\ninput x: vector[10]\n${layers.join('\n')}\nlinear(10, bias: false)\n}`);
    expect(countSubnetworks(space)).toBe(5n ** 30n);
    expect(costRange(space, 'macs')).toMatchObject({
      smallest: { value: 2 * 40 + 29 * 16 },
      largest: { value: 2 * 240 + 29 * 576 },
    });
  });

  it('widths that add up in a concatenation are taken apart', () => {
    const layers = Array.from(
      { length: 12 },
      (_, i) =>
        `elastic g${i} in [4, 8, 12, 16]\nbranch concat { same {} new { conv(g${i}, kernel: 3, bias: false) } }`,
    );
    const space = spaceOf(`supernet Dense {\ninput x: image[4, 5, 5]\n${layers.join('\n')}\nglobal_pool\n}`);
    const macs = (growth: number) =>
      Array.from({ length: 12 }, (_, i) => 25 * 9 * growth * (4 + i * growth)).reduce((a, b) => a + b);
    expect(costRange(space, 'macs')).toMatchObject({ smallest: { value: macs(4) }, largest: { value: macs(16) } });
  });

  it('an expression that ties too many decisions together is named', () => {
    const names = Array.from({ length: 14 }, (_, i) => `w${i}`);
    const space = spaceOf(`supernet Tied {
      input x: vector[10]
      ${names.map((name) => `elastic ${name} in [1, 2, 3, 5]`).join('\n')}
      tied: linear(round_to(${names.join(' * ')}, 8))
      linear(10)
    }`);
    const range = costRange(space, 'macs');
    expect('problem' in range && range.problem).toMatchObject({ code: 'too-entangled', path: 'tied' });
    expect('problem' in range && range.problem.decisions).toHaveLength(14);
    expect(costsAt(space, smallest(space)).macs).toBe(10 * 8 + 8 * 10);
  });
});

describe('on the examples', () => {
  it.each(['digits-vit', 'digits-cnn'])('%s is priced as its networks are', (name) => {
    const space = spaceOf(readFileSync(`examples/${name}.lithe`, 'utf8'));
    for (const genome of [largest(space), smallest(space)]) {
      expect(costsAt(space, genome)).toEqual(priceNetwork(networkAt(space, genome)));
    }
  });
});
