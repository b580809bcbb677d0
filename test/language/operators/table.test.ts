import { describe, expect, it } from 'vitest';
import type { OperatorName } from '../../../language/operators/arguments.ts';
import { describeOperator, operatorNames } from '../../../language/operators/table.ts';
import { graph, image, sequence, settle, settleWell, stack, tokens, vector } from './settled.ts';

type Row = readonly [
  name: OperatorName,
  given: Parameters<typeof settle>[1],
  inputs: Parameters<typeof settle>[2],
  output: string,
  params: number,
  macs: number,
];

/** Worked out by hand from the definitions; the figures of published layers where there are some. */
const rows: readonly Row[] = [
  // ResNet-50's stem and the 3x3 convolution of its first block (He et al. 2016): no bias before the norm.
  ['conv', { out: 64, kernel: 7, stride: 2, bias: false }, [image(3, 224)], 'image[64, 112, 112]', 9_408, 118_013_952],
  ['conv', { out: 64, kernel: 3, bias: false }, [image(64, 56)], 'image[64, 56, 56]', 36_864, 115_605_504],
  // ViT-B/16's patches.
  ['conv', { out: 768, kernel: 16, stride: 16 }, [image(3, 224)], 'image[768, 14, 14]', 590_592, 115_605_504],
  // ResNeXt-50 32x4d, first stage.
  ['conv', { out: 128, kernel: 3, groups: 32, bias: false }, [image(128, 56)], 'image[128, 56, 56]', 4_608, 14_450_688],
  ['conv', { out: 8, kernel: 3, dilation: 2 }, [image(4, 9, 7)], 'image[8, 9, 7]', 8 * 4 * 9 + 8, 8 * 4 * 9 * 63],
  ['conv', { out: 8, kernel: 3, padding: 0 }, [image(4, 9, 7)], 'image[8, 7, 5]', 8 * 4 * 9 + 8, 8 * 4 * 9 * 35],
  ['conv', { out: 8, kernel: 2, stride: 2 }, [image(4, 9, 7)], 'image[8, 4, 3]', 8 * 4 * 4 + 8, 8 * 4 * 4 * 12],
  ['depthwise_conv', { kernel: 3, stride: 2, bias: false }, [image(64, 112)], 'image[64, 56, 56]', 576, 1_806_336],
  ['depthwise_conv', { kernel: 7 }, [image(96, 56)], 'image[96, 56, 56]', 96 * 50, 96 * 49 * 56 * 56],
  ['linear', { out: 3072 }, [sequence(197, 768)], 'sequence[197, 3072]', 2_362_368, 464_781_312],
  ['linear', { out: 1000 }, [vector(768)], 'vector[1000]', 769_000, 768_000],
  ['embedding', { vocabulary: 30_522, dim: 768 }, [tokens(128)], 'sequence[128, 768]', 23_440_896, 0],
  ['position_embedding', {}, [sequence(197, 768)], 'sequence[197, 768]', 151_296, 0],
  ['position_embedding', { positions: 512 }, [sequence(128, 768)], 'sequence[128, 768]', 393_216, 0],
  ['sinusoidal', {}, [sequence(30, 512)], 'sequence[30, 512]', 0, 0],
  ['class_token', {}, [sequence(196, 768)], 'sequence[197, 768]', 768, 0],
  ['take_token', { index: 0 }, [sequence(197, 768)], 'vector[768]', 0, 0],
  ['take_tokens', { start: 1, count: 196 }, [sequence(197, 768)], 'sequence[196, 768]', 0, 0],
  ['to_tokens', {}, [image(768, 14, 7)], 'sequence[98, 768]', 0, 0],
  ['transpose', {}, [sequence(196, 512)], 'sequence[512, 196]', 0, 0],
  // One layer of ViT-B/16: 4 projections of 768 x 768, and two products of 197 x 197 x 64 in each of 12 heads.
  ['attention', { heads: 12 }, [sequence(197, 768)], 'sequence[197, 768]', 2_362_368, 464_781_312 + 59_610_624],
  // 6 of 12 heads of the same width: half of every projection.
  [
    'attention',
    { heads: 6, head_dim: 64 },
    [sequence(197, 768)],
    'sequence[197, 768]',
    3 * (384 * 768 + 384) + 768 * 384 + 768,
    232_390_656 + 29_805_312,
  ],
  // BEiT leaves out the key's bias.
  [
    'attention',
    { heads: 12, key_bias: false },
    [sequence(10, 768)],
    'sequence[10, 768]',
    2_361_600,
    23_592_960 + 153_600,
  ],
  [
    'attention',
    { heads: 4, head_dim: 8, bias: false },
    [sequence(5, 32), sequence(7, 48)],
    'sequence[5, 32]',
    2 * 32 * 32 + 2 * 48 * 32,
    2 * 5 * 32 * 32 + 2 * 7 * 48 * 32 + 2 * 5 * 7 * 32,
  ],
  // AutoFormer: four tables of 30 vectors beside the projections, and two more products of 197 x 197 x 64 in each head.
  [
    'attention',
    { heads: 3, head_dim: 64, relative_keys: 14, relative_values: 14 },
    [sequence(197, 216)],
    'sequence[197, 216]',
    4 * 192 * 216 + 3 * 192 + 216 + 4 * 30 * 64,
    4 * 197 * 216 * 192 + 4 * 197 * 197 * 192,
  ],
  // BEiT-B: (2 * 14 - 1)^2 + 3 numbers in each of 12 heads; without a class token, as Swin has it, 3 fewer.
  [
    'attention',
    { heads: 12, key_bias: false, relative_bias: 14 },
    [sequence(197, 768)],
    'sequence[197, 768]',
    2_361_600 + 732 * 12,
    464_781_312 + 59_610_624,
  ],
  [
    'attention',
    { heads: 3, relative_bias: 7 },
    [sequence(49, 96)],
    'sequence[49, 96]',
    4 * 96 * 97 + 13 ** 2 * 3,
    4 * 49 * 96 * 96 + 2 * 49 * 49 * 96,
  ],
  // BEiT-3 has a norm of 768 more in it.
  [
    'attention',
    { heads: 12, inner_norm: true },
    [sequence(197, 768)],
    'sequence[197, 768]',
    2_362_368 + 1_536,
    464_781_312 + 59_610_624,
  ],
  ['batchnorm', {}, [image(64, 112)], 'image[64, 112, 112]', 128, 0],
  ['batchnorm', { affine: false }, [image(64, 112)], 'image[64, 112, 112]', 0, 0],
  ['layernorm', {}, [sequence(197, 768)], 'sequence[197, 768]', 1_536, 0],
  ['layernorm', {}, [image(96, 56)], 'image[96, 56, 56]', 192, 0],
  ['rmsnorm', {}, [sequence(197, 768)], 'sequence[197, 768]', 768, 0],
  ['scale', { init: 1e-6 }, [image(96, 56)], 'image[96, 56, 56]', 96, 0],
  ['affine', {}, [sequence(196, 384)], 'sequence[196, 384]', 768, 0],
  ['relu', {}, [image(8, 4)], 'image[8, 4, 4]', 0, 0],
  ['relu6', {}, [image(8, 4)], 'image[8, 4, 4]', 0, 0],
  ['gelu', {}, [sequence(8, 4)], 'sequence[8, 4]', 0, 0],
  ['swish', {}, [image(8, 4)], 'image[8, 4, 4]', 0, 0],
  ['hard_swish', {}, [image(8, 4)], 'image[8, 4, 4]', 0, 0],
  ['sigmoid', {}, [vector(8)], 'vector[8]', 0, 0],
  ['hard_sigmoid', {}, [vector(8)], 'vector[8]', 0, 0],
  ['tanh', {}, [vector(8)], 'vector[8]', 0, 0],
  ['softmax', {}, [vector(8)], 'vector[8]', 0, 0],
  ['identity', {}, [vector(8)], 'vector[8]', 0, 0],
  ['zero', { stride: 2 }, [image(8, 7, 6)], 'image[8, 4, 3]', 0, 0],
  ['max_pool', { kernel: 3, stride: 2 }, [image(64, 112)], 'image[64, 56, 56]', 0, 0],
  ['max_pool', { kernel: 2 }, [image(64, 7)], 'image[64, 3, 3]', 0, 0],
  ['avg_pool', { kernel: 2 }, [image(64, 56)], 'image[64, 28, 28]', 0, 0],
  ['avg_pool', { kernel: 3, stride: 1 }, [image(64, 56)], 'image[64, 56, 56]', 0, 0],
  ['global_pool', {}, [image(960, 7)], 'vector[960]', 0, 0],
  ['global_pool', {}, [sequence(196, 512)], 'vector[512]', 0, 0],
  ['crop', { top: 1, left: 2 }, [image(8, 9, 7)], 'image[8, 8, 5]', 0, 0],
  ['upsample', { factor: 2 }, [image(8, 9, 7)], 'image[8, 18, 14]', 0, 0],
  ['take_channels', { start: 2, count: 6 }, [image(8, 4)], 'image[6, 4, 4]', 0, 0],
  ['take_channels', { start: 0, count: 3 }, [sequence(8, 4)], 'sequence[8, 3]', 0, 0],
  ['channel_shuffle', { groups: 2 }, [image(8, 4)], 'image[8, 4, 4]', 0, 0],
  ['sum', {}, [image(8, 4), image(8, 4), image(8, 4)], 'image[8, 4, 4]', 0, 0],
  ['product', {}, [image(8, 4), vector(8)], 'image[8, 4, 4]', 0, 0],
  ['product', {}, [vector(8), image(8, 4)], 'image[8, 4, 4]', 0, 0],
  ['product', {}, [sequence(8, 4), sequence(8, 4)], 'sequence[8, 4]', 0, 0],
  ['concat', {}, [image(8, 4), image(24, 4)], 'image[32, 4, 4]', 0, 0],
  ['concat', {}, [sequence(8, 4), sequence(8, 6), sequence(8, 1)], 'sequence[8, 11]', 0, 0],
  ['concat', { along: 'length' }, [sequence(8, 4), sequence(3, 4)], 'sequence[11, 4]', 0, 0],
  ['concat', {}, [vector(8), vector(4)], 'vector[12]', 0, 0],
  ['stack', {}, [sequence(8, 4), sequence(8, 4)], 'stack[8, 2, 4]', 0, 0],
  ['stack', {}, [graph(8, 20, 4)], 'stack[8, 1, 4]', 0, 0],
  ['reduce_sum', {}, [stack(3, sequence(8, 4))], 'sequence[8, 4]', 0, 0],
  ['reduce_sum', {}, [stack(3, graph(8, 20, 4)), stack(3, graph(8, 20, 1))], 'graph[8, 20, 4]', 0, 8 * 3 * 4],
  ['linear', { out: 1 }, [stack(3, sequence(8, 4))], 'stack[8, 3, 1]', 5, 8 * 3 * 4],
  // Cora: 2,708 papers, 5,278 citations in both directions.
  ['linear', { out: 64 }, [graph(2708, 10_556, 1433)], 'graph[2708, 10556, 64]', 64 * 1434, 2708 * 1433 * 64],
  ['propagate', {}, [graph(2708, 10_556, 7)], 'graph[2708, 10556, 7]', 0, (10_556 + 2708) * 7],
  ['router', { experts: 8, top: 2 }, [sequence(10, 32)], 'sequence[10, 8]', 8 * 32, 10 * 32 * 8],
  ['mixture', {}, [sequence(10, 2), sequence(10, 32), sequence(10, 32)], 'sequence[10, 32]', 0, 0],
  ['dropout', { rate: 0.1 }, [vector(8)], 'vector[8]', 0, 0],
];

describe('the table of operators', () => {
  it('has every operator in these tests', () => {
    expect([...new Set(rows.map(([name]) => name))].sort()).toEqual([...operatorNames].sort());
  });

  it.each(rows)('%s(%j) gives the shape and costs worked out by hand', (name, given, inputs, output, params, macs) => {
    const settled = settleWell(name, given, inputs);
    expect(settled.failures).toEqual([]);
    expect(settled).toMatchObject({ output, params, macs: { matmul: macs } });
  });

  it.each(operatorNames)('documents %s and its arguments', (name) => {
    const { documentation, arguments: definitions } = describeOperator(name);
    expect(documentation).toMatch(/\.$/);
    for (const definition of Object.values(definitions)) expect(definition.documentation).toMatch(/\.$/);
  });
});

describe('defaults', () => {
  it('leave out the bias right before a batch norm', () => {
    const plain = settleWell('conv', { out: 8, kernel: 3 }, [image(4, 8)]);
    const normed = settleWell('conv', { out: 8, kernel: 3 }, [image(4, 8)], true);
    expect([plain.arguments.bias, normed.arguments.bias]).toEqual([true, false]);
    expect(normed.tensors).toEqual({ weight: '8x4x3x3' });
  });

  it('pad so that overlapping windows keep the size', () => {
    expect(settleWell('conv', { out: 8, kernel: 5, dilation: 2 }, [image(4, 8)]).arguments.padding).toBe(4);
    expect(settleWell('conv', { out: 8, kernel: 4, stride: 4 }, [image(4, 8)]).arguments.padding).toBe(0);
    expect(settleWell('max_pool', { kernel: 3 }, [image(4, 9)]).arguments).toEqual({
      kernel: 3,
      stride: 3,
      padding: 0,
    });
  });

  it("come in the table's order, whatever the order given", () => {
    const { arguments: settled } = settleWell('conv', { bias: false, kernel: 3, out: 8 }, [image(4, 8)]);
    expect(Object.keys(settled)).toEqual(['out', 'kernel', 'stride', 'groups', 'dilation', 'padding', 'bias']);
  });

  it('name what is missing', () => {
    expect(settle('conv', { stride: 2 }, [image(4, 8)])).toEqual({ problem: 'missing out,kernel' });
  });
});

describe('stored tensors', () => {
  it('of attention are the projections, heads leading', () => {
    expect(settleWell('attention', { heads: 2, head_dim: 8 }, [sequence(5, 32), sequence(7, 48)]).tensors).toEqual({
      'query.weight': '16x32',
      'query.bias': '16',
      'key.weight': '16x48',
      'key.bias': '16',
      'value.weight': '16x48',
      'value.bias': '16',
      'output.weight': '32x16',
      'output.bias': '32',
    });
  });

  it('of a batch norm hold its running statistics, which are not counted', () => {
    const { tensors } = settleWell('batchnorm', { affine: false }, [image(6, 4)]);
    expect(tensors).toEqual({ running_mean: '6', running_var: '6' });
  });

  it("of convolutions and linear layers are laid out as PyTorch's", () => {
    expect(settleWell('conv', { out: 8, kernel: 3, groups: 2 }, [image(4, 8)]).tensors).toEqual({
      weight: '8x2x3x3',
      bias: '8',
    });
    expect(settleWell('depthwise_conv', { kernel: 5 }, [image(4, 8)]).tensors.weight).toBe('4x1x5x5');
    expect(settleWell('linear', { out: 10 }, [vector(64)]).tensors).toEqual({ weight: '10x64', bias: '10' });
  });
});
