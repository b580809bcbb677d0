import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  compile,
  costRange,
  costsAt,
  countSubnetworks,
  largest,
  networkAt,
  type Space,
  smallest,
} from '../../../language/index.ts';
import { settledCosts } from '../programs/settled-costs.ts';

function spaceOf(text: string): Space {
  const { spaces, diagnostics } = compile(text, { file: 'test.lithe' });
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (spaces.length === 0 || errors.length > 0) throw new Error(`${text}\n${errors.map((error) => error.message)}`);
  return spaces[0]!;
}

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
      const { products, macs, bitops, ...costs } = settledCosts(networkAt(space, genome));
      expect(costsAt(space, genome)).toEqual({ ...costs, macs: macs.matmul, bitops: bitops.matmul });
    }
  });
});

describe('many terms that are each over many decisions', () => {
  it('are refused before their tables together take long', () => {
    // The height behind each of these convolutions depends on the strides of all before it: 2^12 settings, 300 times.
    const strides = Array.from({ length: 12 }, (_, i) => `elastic s${i} in [1, 2]\nconv(4, kernel: 3, stride: s${i})`);
    const space = spaceOf(`supernet Strided {
      input x: image[4, 9000, 9000]
      ${strides.join('\n')}
      repeat 300 { conv(4, kernel: 3) }
    }`);
    const range = costRange(space, 'macs');
    expect('problem' in range && range.problem.message).toMatch(/would need tables of \d\.\de\+[67] entries/);
    const { macs } = settledCosts(networkAt(space, smallest(space)));
    expect(costsAt(space, smallest(space)).macs).toBe(macs.matmul);
  });
});
