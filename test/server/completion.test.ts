import { describe, expect, it } from 'vitest';
import { completionsAt, resolveCompletion } from '../../server/features/completion.ts';
import { signatureAt } from '../../server/features/signature-help.ts';
import { marked } from './marked.ts';
import { openedOf } from './opened.ts';

const snippets = { snippets: true };

function complete(text: string, others: Readonly<Record<string, string>> = {}) {
  const { text: written, position } = marked(text);
  return completionsAt(openedOf(written, others), position, snippets).items;
}

function labels(text: string, others?: Readonly<Record<string, string>>): string[] {
  return complete(text, others)
    .toSorted((a, b) => a.sortText!.localeCompare(b.sortText!))
    .map(({ label }) => label);
}

/** The text that an item inserts. */
function inserted(text: string, label: string): string | undefined {
  return complete(text).find((item) => item.label === label)?.textEdit?.newText;
}

const net = (statement: string) => `
import "lithe:transformer"
block Own(out, activation = relu) { conv(out, kernel: 3); activation }
supernet Net {
  input image: image[3, 32, 32]
  const width = 64
  elastic depth in 2..4
  stem: conv(width, kernel: 3)
  layer: repeat depth as i {
    elastic kernel in [3, 5]
    ${statement}
    conv(width, kernel: kernel)
  }
  to_tokens
  elastic late in [1, 2]
}
dataset Data { images "a" labels "b"; validation 10% }
target Laptop { device cpu }
`;

describe('completion of statements', () => {
  it.each(['|', 'co|', 'stage: |', 'stage: co|', 'residual { | }', 'residual { gelu; | }', 'if depth == 2 { |'])(
    'offers operators and blocks at %s',
    (statement) => {
      const found = labels(net(statement));
      expect(found).toEqual(expect.arrayContaining(['conv', 'linear', 'Own', 'residual', 'repeat', 'choose']));
    },
  );

  it('fills in what must be given', () => {
    expect(inserted(net('|'), 'conv')).toBe('conv(${1:out}, kernel: ${2:kernel})');
    expect(inserted(net('|'), 'gelu')).toBe('gelu');
    expect(inserted(net('|'), 'Own')).toBe('Own(${1:out})');
    expect(inserted(net('|'), 'sum')).toBe('sum(${1:a}, ${2:b})');
  });

  it('offers no declaration behind a label', () => {
    expect(labels(net('label: |'))).not.toContain('elastic');
    expect(labels(net('|'))).toContain('elastic');
  });

  it('offers what goes on with the statement before', () => {
    expect(labels(net('residual { gelu }\n    |'))[0]).toBe('shortcut');
    expect(labels(net('if depth == 2 { gelu }\n    |'))[0]).toBe('else');
    expect(labels(net('gelu\n    |'))).not.toContain('else');
  });

  it("imports the page of a standard library's block", () => {
    const item = complete(net('|')).find(({ label }) => label === 'InvertedResidual');
    expect(item?.labelDetails?.description).toBe('lithe:mobile');
    const [edit] = item!.additionalTextEdits!;
    expect(edit).toMatchObject({ newText: 'import "lithe:mobile"\n', range: { start: { line: 2 } } });
  });

  it('documents an operator with its formulas when it is looked at', () => {
    const opened = openedOf(net(''));
    const item = complete(net('|')).find(({ label }) => label === 'linear')!;
    const { documentation } = resolveCompletion(opened.workspace, item);
    expect(documentation).toMatchObject({ kind: 'markdown' });
    expect((documentation as { value: string }).value).toContain('MACs       = tokens * width * out');
  });

  it('leaves places to fill in to clients that know them', () => {
    const { text, position } = marked(net('|'));
    const items = completionsAt(openedOf(text), position, { snippets: false }).items;
    expect(items.find(({ label }) => label === 'conv')?.textEdit?.newText).toBe('conv');
  });
});

describe('completion of arguments', () => {
  it('offers names that are not given yet, those that must be first', () => {
    const found = labels(net('conv(64, |)'));
    expect(found[0]).toBe('kernel:');
    expect(found).toContain('stride:');
    expect(found).not.toContain('out:');
    expect(labels(net('conv(64, kernel: 3, |'))).not.toContain('kernel:');
  });

  it('offers what is in sight, and not what is declared later or elsewhere', () => {
    const found = labels(net('conv(|'));
    expect(found).toEqual(expect.arrayContaining(['width', 'depth', 'kernel', 'i', 'x', 'round_to', 'out:']));
    expect(found).not.toContain('late');
    expect(found).not.toContain('activation');
  });

  it.each([
    ['conv(64, kernel: |', 'kernel'],
    ['conv(64, kernel: |)', 'depth'],
    ['conv(64, bias: |', 'false'],
    ['concat(stem, along: |', 'length'],
    ['sum(|', 'stem'],
    ['Own(64, activation: |)', 'gelu'],
    ['Own(|', 'activation:'],
    ['conv(64 * |', 'width'],
    ['conv(max(|', 'width'],
    ['linear(64, share: |', 'stem'],
  ])('offers at %s the value %s', (statement, label) => {
    expect(labels(net(statement))).toContain(label);
  });

  it('offers the sizes that the tensor has', () => {
    expect(labels(net('conv(x.|'))).toEqual(['channels', 'height', 'width']);
    expect(labels(net('conv(stem.|)'))).toEqual(['channels', 'height', 'width']);
    expect(labels(net('residual when x.| == 64 { gelu }'))).toContain('channels');
    expect(labels(net('').replace('elastic late', 'linear(x.|)\n  elastic late'))).toEqual(['tokens', 'width']);
  });
});

describe('completion inside statements', () => {
  it.each([
    ['elastic n in |', ['[…]', 'from..to', 'from..to step']],
    ['elastic n in 2..4 |', ['step']],
    ['elastic n |', ['in']],
    ['branch |', ['concat', 'product', 'sum']],
    ['quantize |', ['each']],
    ['repeat depth |', ['as']],
    ['residual |', ['when']],
    ['elastic |', []],
    ['// co|', []],
    ['conv(3|', []],
  ])('offers at %s', (statement, expected) => {
    expect(labels(net(statement)).toSorted()).toEqual(expected);
  });

  it.each([
    ['elastic a in [|', 'gelu'],
    ['from |', 'stem'],
    ['repeat |', 'depth'],
    ['const a = |', 'width'],
    ['quantize [fp32, |', 'int8'],
    ['weights "model.safetensors" as |', 'huggingface_vit'],
  ])('offers at %s among others %s', (statement, label) => {
    expect(labels(net(statement))).toContain(label);
  });

  it('offers kinds of inputs', () => {
    expect(labels('supernet A {\n  input a: |\n}')).toEqual(['graph', 'image', 'sequence', 'tokens', 'vector']);
  });
});

describe('completion around super-networks', () => {
  it('offers declarations', () => {
    expect(labels('|')).toEqual(['block', 'configuration', 'dataset', 'import', 'map', 'search', 'supernet', 'target']);
    expect(labels('supernet A {}\nse|')).toContain('search');
  });

  it('offers pages and files to import, from the folder of the file', () => {
    const others = { 'memory:/nets/parts/b.lithe': '', 'memory:/nets/c.lithe': '' };
    const found = labels('import "|', others);
    expect(found).toEqual(expect.arrayContaining(['lithe:mobile', './c.lithe', './parts/b.lithe']));
  });

  it('offers settings of targets, and devices', () => {
    expect(labels('target A {\n  |\n}').toSorted()).toEqual(['batch', 'device', 'threads']);
    expect(labels('target A {\n  device |\n}')).toContain('cpu');
  });

  it('offers files of datasets', () => {
    const others = { 'memory:/nets/data/train.bin': '' };
    expect(labels('dataset A {\n  images "|', others)).toEqual(['data/']);
    expect(labels('dataset A {\n  images "data/|"', others)).toEqual(['data/train.bin']);
  });
});

describe('completion of searches', () => {
  const search = (setting: string) => `${net('')}\nsearch Find {\n  space Net\n  ${setting}\n}\n`;

  it.each([
    ['|', ['space', 'finetune', 'require']],
    ['finetune { | }', ['epochs', 'optimizer']],
    [
      'finetune {\n    epochs 3\n    |\n  }',
      [
        'accumulate',
        'clip',
        'label_smoothing',
        'stochastic_depth',
        'ema',
        'patience',
        'sample',
        'shrink',
        'reorder',
        'distill',
      ],
    ],
    ['space |', ['Net']],
    ['data |', ['Data']],
    ['maximize |', ['accuracy', 'macs']],
    ['minimize latency |', ['on']],
    ['minimize latency on |', ['Laptop']],
    ['explore |', ['linas', 'nsga2']],
    ['explore linas(|', ['population:', 'evaluations:']],
    ['finetune { optimizer |', ['adamw', 'sgd']],
    ['finetune { optimizer adamw(rate: 1e-3, |', ['decay:']],
    ['finetune { sample largest, |', ['random']],
    ['finetune { shrink |', ['kernel', 'depth']],
    ['finetune { shrink kernel |', ['from']],
    ['finetune { shrink kernel from 20%, |', ['depth']],
    ['finetune { shrink kernel from 20%, depth |', ['from']],
    ['finetune { reorder |', ['importance']],
    ['finetune { distill |', ['from']],
    ['finetune { distill from |', ['largest']],
    ['require |', ['macs', 'layer[3].kernel', 'depth']],
    ['require macs <= 2 and |', ['layer[0].kernel']],
    ['require macs |', ['and', 'or']],
  ])('offers at %s', (setting, expected) => {
    expect(labels(search(setting))).toEqual(expect.arrayContaining(expected));
  });

  it('replaces the whole path of a decision', () => {
    const { text, position } = marked(search('require layer[0].ke|'));
    const { items } = completionsAt(openedOf(text), position, snippets);
    const edit = items.find(({ label }) => label === 'layer[0].kernel')?.textEdit;
    expect(edit).toMatchObject({ newText: 'layer[0].kernel', range: { start: { character: 10 }, end: position } });
  });
});

describe('signatures', () => {
  function signature(statement: string) {
    const { text, position } = marked(net(statement));
    const found = signatureAt(openedOf(text), position);
    const { label, parameters } = found?.signatures[0] ?? {};
    return { label, active: found && parameters?.[found.activeParameter ?? -1]?.label };
  }

  it('show what is written and what comes next', () => {
    expect(signature('conv(|')).toMatchObject({ active: 'out' });
    expect(signature('conv(64, |').active).toBe('kernel');
    expect(signature('conv(64, stride: |').active).toBe('stride: 1');
    expect(signature('Own(64, |)')).toEqual({ label: 'Own(out, activation = relu)', active: 'activation = relu' });
    expect(signature('conv(round_to(64, |')).toEqual({ label: 'round_to(a, multiple)', active: 'multiple' });
    expect(signature('sum(stem, stem, |').active).toBe('…');
  });

  it('are silent outside of calls', () => {
    expect(signature('conv(64)|').label).toBeUndefined();
    expect(signature('residual { | }').label).toBeUndefined();
  });
});

describe('completion in a configuration', () => {
  const own = (choices: string, head = 'configuration Small of Net') =>
    `supernet Net {
  input image: image[3, 32, 32]
  elastic depth in 2..4 = 3
  layer: repeat depth {
    elastic kernel in [3, 5]
    elastic act in [relu, gelu]
    conv(8, kernel); act
  }
}
${head} { ${choices} }
`;

  it('offers the paths of decisions, behind groups the rest of them', () => {
    expect(labels(own('|'))).toContain('layer[3].act');
    expect(labels(own('depth: 2; la|'))).toContain('layer[0].kernel');
    expect(labels(own('layer[1] { | }'))).toEqual(['act', 'kernel']);
    expect(labels(own('layer[0..2].|'))).toContain('layer[0..2].kernel');
    expect(inserted(own('layer[1].|'), 'layer[1].act')).toBe('layer[1].act: $0');
  });

  it('offers the values of a decision', () => {
    expect(labels(own('depth: |'))).toEqual(['2', '3', '4']);
    expect(labels(own('layer[1] { act: | }'))).toEqual(['relu', 'gelu']);
    expect(labels(own('layer[0..2].act: g|'))).toEqual(['relu', 'gelu']);
  });

  it('offers the words of its head', () => {
    expect(labels(own('', 'configuration Small |'))).toEqual(['of']);
    expect(labels(own('', 'configuration Small of |'))).toEqual(['Net']);
    expect(labels(`${own('')}\n|`)).toContain('configuration');
  });
});
