import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { configurationOf, largest, networkAt, type Space, smallest, storedTensors } from '../../../language/index.ts';
import { compiled, operatorsAt, paths } from './compiled.ts';

const read = (name: string) => compiled(readFileSync(`test/fixtures/${name}.lithe`, 'utf8'));
const vit = read('vision-transformer').spaces[0]!;
const cnn = read('convolutional').spaces[0]!;

const layer = (i: number, hidden: number) => [
  `layer[${i}].layernorm sequence[50, 64]`,
  `layer[${i}].attention sequence[50, 64]`,
  `layer[${i}].sum sequence[50, 64]`,
  `layer[${i}].layernorm_2 sequence[50, 64]`,
  `layer[${i}].linear sequence[50, ${hidden}]`,
  `layer[${i}].gelu sequence[50, ${hidden}]`,
  `layer[${i}].linear_2 sequence[50, 64]`,
  `layer[${i}].sum_2 sequence[50, 64]`,
];

/** Every tensor of a sub-network is a part of a stored one, of as many axes. */
function expectSlices(space: Space): void {
  const stored = new Map(storedTensors(space).map((tensor) => [tensor.path, tensor]));
  for (const genome of [largest(space), smallest(space)]) {
    for (const { tensors } of networkAt(space, genome).operators) {
      for (const { stored: path, shape } of Object.values(tensors)) {
        const whole = stored.get(path)!;
        expect(shape).toHaveLength(whole.shape.length);
        expect(shape.every((extent, axis) => extent >= 1 && extent <= whole.shape[axis]!)).toBe(true);
      }
    }
  }
}

describe('an elastic vision transformer', () => {
  it('decides depth once, and heads and hidden width in every layer', () => {
    const layers = [0, 1, 2, 3, 4].flatMap((i) => [`layer[${i}].heads`, `layer[${i}].hidden`]);
    expect(paths(vit)).toEqual(['depth', ...layers]);
  });

  it('has the operators of a vision transformer at the smallest setting', () => {
    expect(operatorsAt(vit, smallest(vit))).toEqual([
      'patch image[64, 7, 7]',
      'to_tokens sequence[49, 64]',
      'class_token sequence[50, 64]',
      'position_embedding sequence[50, 64]',
      ...layer(0, 32),
      ...layer(1, 32),
      'layernorm sequence[50, 64]',
      'take_token vector[64]',
      'classifier vector[10]',
    ]);
    expect(configurationOf(vit, smallest(vit))).toEqual({
      depth: 2,
      'layer[0].heads': 1,
      'layer[0].hidden': 32,
      'layer[1].heads': 1,
      'layer[1].hidden': 32,
    });
  });

  it('settles arguments, wiring and tensors', () => {
    const { operators, inputs, output } = networkAt(vit, smallest(vit));
    expect(inputs).toEqual([{ name: 'image', value: 0 }]);
    expect(operators[0]).toEqual({
      operator: 'conv',
      path: 'patch',
      arguments: { out: 64, kernel: 4, stride: 4, groups: 1, dilation: 1, padding: 0, bias: true },
      inputs: [0],
      output: 1,
      tensors: {
        weight: { stored: 'patch.weight', shape: [64, 1, 4, 4] },
        bias: { stored: 'patch.bias', shape: [64] },
      },
    });
    const attention = operators.find(({ path }) => path === 'layer[0].attention')!;
    expect(attention.arguments).toEqual({
      heads: 1,
      head_dim: 16,
      causal: false,
      bias: true,
      key_bias: true,
      inner_norm: false,
      relative_bias: 0,
      relative_keys: 0,
      relative_values: 0,
    });
    expect(attention.tensors['query.weight']).toEqual({ stored: 'layer[0].attention.query.weight', shape: [16, 64] });
    const sum = operators.find(({ path }) => path === 'layer[0].sum')!;
    expect(sum.inputs).toEqual([attention.output, operators[3]!.output]);
    expect(output).toBe(operators.at(-1)!.output);
  });

  it('stores every tensor at its largest extent', () => {
    const stored = new Map(storedTensors(vit).map(({ path, shape }) => [path, shape]));
    expect(stored.get('layer[4].linear.weight')).toEqual([128, 64]);
    expect(stored.get('layer[4].attention.output.weight')).toEqual([64, 64]);
    expect(stored.get('position_embedding.weight')).toEqual([50, 64]);
    expect(stored.size).toBe(2 + 1 + 1 + 5 * (2 * 2 + 8 + 2 * 2) + 2 + 2);
    expectSlices(vit);
  });

  it('describes itself', () => {
    expect(vit.documentation).toBe(
      'A small vision transformer for handwritten digits, elastic in depth, heads and hidden width.',
    );
    expect(vit.source).toMatchObject({ line: 2, column: 1, endLine: 2 });
  });
});

describe('an elastic convolutional network', () => {
  it('shares the activation and decides the rest in every stage', () => {
    const stage = (name: string) => [
      `${name}.depth`,
      `${name}.width`,
      ...[0, 1, 2].map((i) => `${name}.layer[${i}].kernel`),
    ];
    expect(paths(cnn)).toEqual(['activation', ...stage('stage1'), ...stage('stage2'), 'mixer.mixing']);
  });

  it('halves the image once in each stage, whatever the depth', () => {
    expect(operatorsAt(cnn, largest(cnn)).filter((line) => line.includes('conv'))).toEqual([
      'stem.conv image[16, 28, 28]',
      ...[0, 1, 2].map((i) => `stage1.layer[${i}].conv image[32, 14, 14]`),
      ...[0, 1, 2].map((i) => `stage2.layer[${i}].conv image[48, 7, 7]`),
    ]);
    expect(operatorsAt(cnn, smallest(cnn)).filter((line) => line.includes('conv'))).toEqual([
      'stem.conv image[16, 28, 28]',
      'stage1.layer[0].conv image[16, 14, 14]',
      'stage2.layer[0].conv image[24, 7, 7]',
    ]);
  });

  it('leaves out the bias before a batch norm, and takes the middle of a kernel', () => {
    const stored = storedTensors(cnn).filter(({ path }) => path.startsWith('stage1.layer[1].conv'));
    expect(stored).toEqual([
      {
        path: 'stage1.layer[1].conv.weight',
        shape: [32, 32, 5, 5],
        slice: ['leading', 'leading', 'central', 'central'],
        initial: { kind: 'kaiming', fanIn: 32 * 25, gain: 2 },
        trained: true,
        decayed: true,
      },
    ]);
    expectSlices(cnn);
  });
});
