import { describe, expect, it } from 'vitest';
import {
  configurationOf,
  costRange,
  costsAt,
  countSubnetworks,
  defaults,
  genomeOf,
  largest,
  networkAt,
  type Space,
  smallest,
} from '../../../language/index.ts';
import { paths, spaceOf } from './compiled.ts';

function costsOf(space: Space, configuration: Record<string, string | number>) {
  const found = genomeOf(space, configuration);
  if (!('genome' in found)) throw new Error(found.problems.join('\n'));
  return costsAt(space, found.genome);
}

describe('a number format', () => {
  const space = spaceOf('quantize [fp32, int8, w4a8, binary]; linear(100)');

  it('is one decision of a scope, first the first', () => {
    expect(paths(space)).toEqual(['precision']);
    expect(configurationOf(space, defaults(space))).toEqual({ precision: 'fp32' });
    expect(countSubnetworks(space)).toBe(4n);
  });

  it.each([
    ['fp32', { bytes: 4 * 900, activations: 400, bitops: 800 * 1024 }],
    ['int8', { bytes: 800 + 400, activations: 100, bitops: 800 * 64 }],
    ['w4a8', { bytes: 400 + 400, activations: 100, bitops: 800 * 32 }],
    ['binary', { bytes: 100 + 400, activations: 13, bitops: 800 }],
  ])('%s prices weights and outputs by its bits, and leaves biases, MACs and parameters', (precision, costs) => {
    expect(costsOf(space, { precision })).toEqual({ macs: 800, params: 900, ...costs });
  });

  it('is in the network, where it is not fp32', () => {
    const at = (index: number) => networkAt(space, [index]).operators[0];
    expect(at(0)).not.toHaveProperty('precision');
    expect(at(2)).toMatchObject({ precision: 'w4a8' });
  });

  it('leaves norms and what has no weights in fp32', () => {
    const mixed = spaceOf('quantize [int8]; linear(8, bias: false); layernorm; gelu');
    expect(costsAt(mixed, [0])).toMatchObject({ params: 64 + 16, bytes: 64 + 4 * 16, activations: 8 + 32 + 32 });
  });

  it('multiplies activations with activations in attention', () => {
    const sequence = spaceOf(
      'supernet S { input s: sequence[5, 8]; quantize [fp32, w4a8]; attention(2, head_dim: 3, bias: false) }',
    );
    const [weights, activations] = [4 * 5 * 8 * 6, 2 * 5 * 5 * 6];
    expect(costsOf(sequence, { precision: 'w4a8' }).bitops).toBe(32 * weights + 64 * activations);
  });
});

describe('the scope of a format', () => {
  it('goes from its statement to the end of its list, and the innermost wins', () => {
    const space = spaceOf(`
      stem: linear(8)
      quantize [int8]
      body: { linear(8, bias: false); inner: { quantize [int4]; linear(8, bias: false) }; last: linear(8) }
      after: linear(8)`);
    const formats = networkAt(space, largest(space)).operators.map(({ path, precision }) => [path, precision]);
    expect(formats).toEqual([
      ['stem', undefined],
      ['body.linear', 'int8'],
      ['body.inner.linear', 'int4'],
      ['body.last', 'int8'],
      ['after', 'int8'],
    ]);
  });

  it('reaches into blocks, and is one decision a copy inside a repeat', () => {
    const space = spaceOf(`
      block Body { linear(8) }
      supernet S { input v: vector[8]; layer: repeat 2 { quantize [fp32, int8]; Body } }`);
    expect(paths(space)).toEqual(['layer[0].precision', 'layer[1].precision']);
    const found = genomeOf(space, { 'layer[1].precision': 'int8' });
    const network = 'genome' in found ? networkAt(space, found.genome) : undefined;
    expect(network?.operators.map(({ precision }) => precision)).toEqual([undefined, 'int8']);
  });

  it('has a decision for each operator with weights, under its path', () => {
    const space = spaceOf('quantize each [fp32, int8]; first: linear(8); layernorm; if 1 < 2 { second: linear(8) }');
    expect(paths(space)).toEqual(['first.precision', 'second.precision']);
  });

  it('decides nothing where its operator is not there', () => {
    const space = spaceOf(`
      elastic depth in 0..2
      layer: repeat depth { quantize each [fp32, int8]; linear(8) }`);
    expect(countSubnetworks(space)).toBe(1n + 2n + 4n);
  });
});

describe('pruning', () => {
  const space = spaceOf('prune [0%, 30%, 90%]; linear(5)');

  it('keeps the most in the largest network, and by default', () => {
    expect(configurationOf(space, largest(space))).toEqual({ sparsity: 0 });
    expect(configurationOf(space, defaults(space))).toEqual({ sparsity: 0 });
    expect(configurationOf(space, smallest(space))).toEqual({ sparsity: 0.9 });
  });

  it('takes a rounded share of each matrix, none of the biases, and no MACs', () => {
    // 40 numbers: 28 or 4 are left, with a bit for each of the 40; 28 * 4 + 5 is less than whole.
    expect(costsOf(space, { sparsity: 0.3 })).toMatchObject({ macs: 40, params: 28 + 5, bytes: 28 * 4 + 5 + 20 });
    expect(costsOf(space, { sparsity: 0.9 })).toMatchObject({ macs: 40, params: 4 + 5, bytes: 4 * 4 + 5 + 20 });
  });

  it('is held whole where the bits that say what is kept would take more', () => {
    const binary = spaceOf('quantize [binary]; prune [50%]; linear(8, bias: false)');
    expect(costsAt(binary, [0, 0])).toMatchObject({ params: 32, bytes: 8 });
  });

  it('stands in the network beside the format', () => {
    const both = spaceOf('quantize [int8]; prune each [0%, 50%]; head: linear(8)');
    expect(paths(both)).toEqual(['precision', 'head.sparsity']);
    expect(networkAt(both, [0, 1]).operators[0]).toMatchObject({ precision: 'int8', sparsity: 0.5 });
  });
});

describe('a shared tensor', () => {
  const space = spaceOf(`supernet S {
    input ids: tokens[4]
    word: embedding(100, 8)
    tail: { quantize [fp32, int8]; prune [0%, 50%]; out: linear(100, bias: false, share: word) }
  }`);

  it('is stored once, as the widest and fullest of its uses asks', () => {
    expect(costsOf(space, { 'tail.precision': 'int8', 'tail.sparsity': 0.5 })).toMatchObject({
      params: 800,
      bytes: 3200,
      bitops: 4 * 800 * 64,
    });
  });

  it('is narrow where all of them are', () => {
    const all = spaceOf(`supernet S {
      input ids: tokens[4]
      quantize each [fp32, int8]
      word: embedding(100, 8)
      out: linear(100, bias: false, share: word)
    }`);
    expect(costsOf(all, { 'word.precision': 'int8' }).bytes).toBe(3200);
    expect(costsOf(all, { 'word.precision': 'int8', 'out.precision': 'int8' }).bytes).toBe(800);
    expect(costRange(all, 'bytes')).toMatchObject({ smallest: { value: 800 }, largest: { value: 3200 } });
  });
});
