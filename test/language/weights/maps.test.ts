import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assignWeights, compile, type ListedTensor, storedTensors } from '../../../language/index.ts';
import { shapesFit } from '../../../language/weights/fits.ts';
import { readPattern } from '../../../language/weights/pattern.ts';

const tensor = (...shape: number[]): ListedTensor => ({ shape, format: 'F32', file: 'f', start: 0, end: 0 });

/** What the tensors of a file are in the largest network of a text, by their paths: `name`, with `#part` where it is split. */
function assigned(text: string, tensors: Readonly<Record<string, ListedTensor>>) {
  const { spaces, diagnostics } = compile(text, { file: 'f.lithe' });
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  const space = spaces[0]!;
  const found = assignWeights(storedTensors(space), space.weights!.lines, new Map(Object.entries(tensors)));
  const parts = found.assignments.map(({ stored, name, part, parts: of }) => [
    stored.path,
    of === 1 ? name : `${name}#${part}`,
  ]);
  return { ...found, paths: Object.fromEntries(parts) as Record<string, string> };
}

const both = (name: string, ...shape: number[]): Record<string, ListedTensor> => ({
  [`${name}.weight`]: tensor(...shape),
  [`${name}.bias`]: tensor(shape[0]!),
});
const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
const example = (name: string, map: string, file = `examples/published/${name}.lithe`): string =>
  readFileSync(file, 'utf8').replace(/(supernet \w+ \{)/, `$1\n weights "f" as ${map}`);

test('ViT in timm’s names: the fused projections are split, the class token is reshaped', () => {
  const [d, h] = [768, 3072];
  const blocks = range(12).map((i) => ({
    ...both(`blocks.${i}.norm1`, d),
    ...both(`blocks.${i}.attn.qkv`, 3 * d, d),
    ...both(`blocks.${i}.attn.proj`, d, d),
    ...both(`blocks.${i}.norm2`, d),
    ...both(`blocks.${i}.mlp.fc1`, h, d),
    ...both(`blocks.${i}.mlp.fc2`, d, h),
  }));
  const file = Object.assign(
    { cls_token: tensor(1, 1, d), pos_embed: tensor(1, 197, d) },
    both('patch_embed.proj', d, 3, 16, 16),
    ...blocks,
    both('norm', d),
    both('head', 1000, d),
  );
  const { paths, misfits, missing, fresh, unused } = assigned(example('vit_base_patch16_224', 'timm_vit'), file);
  expect({ misfits, missing, fresh, unused }).toEqual({ misfits: [], missing: [], fresh: [], unused: [] });
  expect(paths['layer[11].transformer_layer.attention.key.bias']).toBe('blocks.11.attn.qkv.bias#1');
  expect(paths['class_token.weight']).toBe('cls_token');
});

test.each([
  ['huggingface_vit', 'vit.'],
  ['huggingface_deit', 'deit.'],
])('%s takes a network with and without the prefix of its task', (map, prefix) => {
  const [d, h] = [768, 3072];
  for (const before of [prefix, '']) {
    const layers = range(12).map((i) => {
      const layer = `${before}encoder.layer.${i}`;
      return {
        ...both(`${layer}.attention.attention.query`, d, d),
        ...both(`${layer}.attention.attention.key`, d, d),
        ...both(`${layer}.attention.attention.value`, d, d),
        ...both(`${layer}.attention.output.dense`, d, d),
        ...both(`${layer}.layernorm_before`, d),
        ...both(`${layer}.layernorm_after`, d),
        ...both(`${layer}.intermediate.dense`, h, d),
        ...both(`${layer}.output.dense`, d, h),
      };
    });
    const embeddings = {
      [`${before}embeddings.cls_token`]: tensor(1, 1, d),
      [`${before}embeddings.position_embeddings`]: tensor(1, 197, d),
      ...both(`${before}embeddings.patch_embeddings.projection`, d, 3, 16, 16),
    };
    const file = Object.assign(embeddings, ...layers, both(`${before}layernorm`, d));
    const { misfits, missing, fresh, unused } = assigned(example('vit_base_patch16_224', map), file);
    expect({ misfits, missing, unused }).toEqual({ misfits: [], missing: [], unused: [] });
    expect(fresh.map(({ path }) => path)).toEqual(['classifier.weight', 'classifier.bias']);
  }
});

test('BERT with gamma and beta for its norms, as its first checkpoints have them; a layer too few is missing', () => {
  const [d, h] = [768, 3072];
  const norm = (name: string) => ({ [`${name}.gamma`]: tensor(d), [`${name}.beta`]: tensor(d) });
  const layer = (i: number) => {
    const name = `bert.encoder.layer.${i}`;
    return {
      ...both(`${name}.attention.self.query`, d, d),
      ...both(`${name}.attention.self.key`, d, d),
      ...both(`${name}.attention.self.value`, d, d),
      ...both(`${name}.attention.output.dense`, d, d),
      ...norm(`${name}.attention.output.LayerNorm`),
      ...both(`${name}.intermediate.dense`, h, d),
      ...both(`${name}.output.dense`, d, h),
      ...norm(`${name}.output.LayerNorm`),
    };
  };
  const file = (layers: number): Record<string, ListedTensor> =>
    Object.assign(
      {
        'bert.embeddings.word_embeddings.weight': tensor(30522, d),
        'bert.embeddings.token_type_embeddings.weight': tensor(2, d),
        'bert.embeddings.position_embeddings.weight': tensor(512, d),
      },
      norm('bert.embeddings.LayerNorm'),
      ...range(layers).map(layer),
      both('bert.pooler.dense', d, d),
      both('cls.seq_relationship', 2, d),
    );
  const text = example('bert_base', 'huggingface_bert');
  const { misfits, missing, fresh, unused } = assigned(text, file(12));
  expect({ misfits, missing }).toEqual({ misfits: [], missing: [] });
  expect(fresh.map(({ path }) => path)).toEqual(['classifier.weight', 'classifier.bias']);
  expect(unused).toEqual(['cls.seq_relationship.weight', 'cls.seq_relationship.bias']);
  const short = assigned(text, file(11));
  expect(short.missing).toHaveLength(16);
  expect(short.missing[0]!.expected).toContain('bert.encoder.layer.11.attention.self.query.weight');
});

test('Once-for-All counts its blocks over all stages', () => {
  const text = example('', 'ofa_mobilenetv3', 'examples/ofa-mobilenetv3.lithe');
  const norm = (name: string, width: number) =>
    Object.fromEntries(
      ['weight', 'bias', 'running_mean', 'running_var'].map((end) => [`${name}.bn.bn.${end}`, tensor(width)]),
    );
  const file = {
    'blocks.0.mobile_inverted_conv.depth_conv.conv.conv.weight': tensor(16, 1, 3, 3),
    ...norm('blocks.0.mobile_inverted_conv.depth_conv', 16),
    'blocks.4.mobile_inverted_conv.point_linear.conv.conv.weight': tensor(24, 144, 1, 1),
    'blocks.5.mobile_inverted_conv.depth_conv.conv.conv.weight': tensor(144, 1, 7, 7),
    ...both('blocks.5.mobile_inverted_conv.depth_conv.se.fc.reduce', 40, 144, 1, 1),
    'blocks.20.mobile_inverted_conv.point_linear.conv.conv.weight': tensor(160, 960, 1, 1),
    'blocks.5.mobile_inverted_conv.depth_conv.conv.7to5_matrix': tensor(25, 25),
  };
  const { paths, misfits, unused } = assigned(text, file);
  expect(misfits).toEqual([]);
  expect(unused).toEqual(['blocks.5.mobile_inverted_conv.depth_conv.conv.7to5_matrix']);
  const from = (name: string) => Object.entries(paths).find(([, one]) => one === name)?.[0];
  expect(from('blocks.4.mobile_inverted_conv.point_linear.conv.conv.weight')).toMatch(/^stage1\.unit\[3\]\./);
  expect(from('blocks.5.mobile_inverted_conv.depth_conv.conv.conv.weight')).toMatch(/^stage2\.unit\[0\]\./);
  expect(from('blocks.20.mobile_inverted_conv.point_linear.conv.conv.weight')).toMatch(/^stage5\.unit\[3\]\./);
  expect(from('blocks.5.mobile_inverted_conv.depth_conv.se.fc.reduce.weight')).toMatch(
    /^stage2\.unit\[0\].*squeeze\.weight$/,
  );
});

test('lines written in place: sums in indices, numbers in labels, transposed matrices, lines before those of the map', () => {
  const text = `map Own { "a.{i}" -> b.weight }
supernet S {
  weights "f" as Own {
    "s{s}.b{i}.{weight|bias}" -> stage{s}.unit[i - 1].linear.{weight|bias}
    "t" transposed -> c.weight
  }
  input v: vector[4]
  stage1: { unit: repeat 2 { linear(4) } }
  stage2: { unit: repeat 2 { linear(4) } }
  b: linear(4, bias: false)
  c: linear(6, bias: false)
}`;
  const file = { ...both('s2.b1', 4, 4), ...both('s1.b2', 4, 4), t: tensor(4, 6), 'a.7': tensor(4, 4) };
  const { paths, misfits } = assigned(text, file);
  expect(misfits).toEqual([]);
  expect(paths).toEqual({
    'stage2.unit[0].linear.weight': 's2.b1.weight',
    'stage2.unit[0].linear.bias': 's2.b1.bias',
    'stage1.unit[1].linear.weight': 's1.b2.weight',
    'stage1.unit[1].linear.bias': 's1.b2.bias',
    'c.weight': 't',
    'b.weight': 'a.7',
  });
});

test('a pattern matches the names that it writes, with the same numbers and choices', () => {
  const pattern = readPattern('{|bert.}layer.{i}.{weight|bias}.{i}');
  if ('problem' in pattern) throw new Error(pattern.problem);
  const names = pattern.names(3);
  expect(names).toHaveLength(12);
  for (const { name, captured } of names) expect(pattern.match(name)).toEqual(captured);
  expect(pattern.match('layer.1.weight.2')).toBeUndefined();
  fc.assert(fc.property(fc.string(), (text) => void readPattern(text)));
});

test('shapes fit where they hold the same elements in the same order', () => {
  const fits: [number[], number[]][] = [
    [[1, 1, 768], [768]],
    [
      [160, 960, 1, 1],
      [160, 960],
    ],
    [
      [12, 64, 768],
      [768, 768],
    ],
    [
      [768, 3, 16, 16],
      [768, 768],
    ],
    [[], [1]],
  ];
  for (const [a, b] of fits) expect([shapesFit(a, b), shapesFit(b, a)]).toEqual([true, true]);
  expect(shapesFit([3072, 768], [768, 3072])).toBe(false);
  expect(shapesFit([4, 6], [6, 4])).toBe(false);
  expect(shapesFit([512, 384], [64, 384])).toBe(false);
  expect(shapesFit([0], [4])).toBe(false);
});
