import { describe, expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { compile } from '../../language/index.ts';
import { prepareRename, renameAt } from '../../server/features/rename.ts';
import { marked } from './marked.ts';
import { openedOf } from './opened.ts';

const partsUri = 'memory:/nets/parts.lithe';
const parts = `block Stage(out, kernel = 3) {
  elastic width in [8, 16]
  conv(width, kernel: kernel)
  conv(out, kernel)
}
`;
const net = `import "./parts.lithe"

supernet Net {
  input image: image[3, 32, 32]
  elastic depth in 1..3
  first: Stage(16)
  layer: repeat depth {
    elastic kernel in [3, 5]
    Stage(16, kernel: 3); Stage(out: 16, kernel)
  }
}

search Find {
  space Net
  minimize macs
  require first.width <= 8 and layer[0].stage_2.width == 8 and layer[0].kernel == 3
}
`;

/** The texts after a renaming at the mark, by file. */
function rename(text: string, name: string, others: Readonly<Record<string, string>> = { [partsUri]: parts }) {
  const { text: written, position } = marked(text);
  const opened = openedOf(written, others);
  const { changes = {} } = renameAt(opened, position, name);
  const all: Readonly<Record<string, string>> = { [opened.document.uri]: written, ...others };
  return Object.entries(changes).map(([uri, edits]) => {
    return TextDocument.applyEdits(TextDocument.create(uri, 'lithe', 0, all[uri]!), edits);
  });
}

function errorsOf(text: string, imported: string): string[] {
  const resolve = () => ({ file: 'parts.lithe', text: imported });
  const { diagnostics } = compile(text, { file: 'a.lithe', resolve });
  return diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message);
}

describe('renaming', () => {
  it('a decision changes its paths in the requirements of other files', () => {
    const texts = rename(net.replace('first.width', 'first.wi|dth'), 'channels');
    const [here, there] = texts[0]!.startsWith('import') ? texts : texts.toReversed();
    expect(here).toContain('first.channels <= 8 and layer[0].stage_2.channels == 8');
    expect(there).toContain('elastic channels in [8, 16]\n  conv(channels, kernel: kernel)');
    expect(errorsOf(here!, there!)).toEqual([]);
  });

  it('a decision changes what a `shrink` names, unless that is the name of others too', () => {
    const recipe = 'data D; finetune { epochs 1; optimizer sgd(rate: 1); shrink wid|th from 20%, kernel from 40% }\n}';
    const shrinking = net.replace(/\}\n$/, recipe);
    const [here] = rename(shrinking, 'channels').filter((text) => text.startsWith('import'));
    expect(here).toContain('shrink channels from 20%');
    const twice = shrinking
      .replace('|', '')
      .replace('elastic depth in 1..3', 'elastic wid|th in 1..3')
      .replace('repeat depth', 'repeat width');
    expect(() => rename(twice, 'copies')).toThrow('means something else already');
  });

  it('a decision, a label and the path of a choice change configurations', () => {
    const text = `supernet S {
  input v: vector[8]
  layer: repeat 2 { elastic hid|den in [16, 32]; linear(hidden) }
  choose head { small {} large { linear(64) } }
}
configuration C of S { layer[0..1].hidden: 16; layer { }; head: large }
`;
    const [once] = rename(text, 'width', {});
    expect(once).toContain('layer[0..1].width: 16');
    const [label] = rename(
      text.replace('|', '').replace('configuration C of S { lay', 'configuration C of S { lay|'),
      'unit',
      {},
    );
    expect(label).toContain('unit[0..1].hidden: 16');
    const [path] = rename(text.replace('|', '').replace('head: large', 'head: lar|ge'), 'wide', {});
    expect(path).toMatch(/small \{\} wide \{[\s\S]*head: wide/);
  });

  it('a decision given as a bare argument is written out', () => {
    const [text] = rename(net.replace('elastic kernel', 'elastic k|ernel'), 'size');
    expect(text).toContain('Stage(16, kernel: 3); Stage(out: 16, kernel: size)');
    expect(text).toContain('layer[0].size == 3');
  });

  it('a block changes its calls and the paths through calls without labels', () => {
    const texts = rename(net.replace('Stage(16)', 'St|age(16)'), 'WideStage');
    expect(texts.join('\n')).toContain('layer[0].wide_stage_2.width');
    expect(texts.join('\n')).toContain('block WideStage(out');
  });

  it('a parameter keeps what bare arguments give', () => {
    const texts = rename(net.replace('kernel: 3)', 'ker|nel: 3)'), 'size');
    expect(texts.join('\n')).toContain('Stage(16, size: 3); Stage(out: 16, size: kernel)');
    expect(texts.join('\n')).toContain('block Stage(out, size = 3)');
    expect(texts.join('\n')).toContain('conv(width, kernel: size)\n  conv(out, size)');
  });

  it('a label changes the paths through it', () => {
    const [text] = rename(net.replace('first: Stage', 'fi|rst: Stage'), 'stem');
    expect(text).toContain('stem: Stage(16)');
    expect(text).toContain('require stem.width');
  });
});

describe('renaming is refused', () => {
  const library = `import "lithe:mobile"\nsupernet A {\n  input a: image[3, 8, 8]\n  Inverted|Residual(8)\n}\n`;
  it.each([
    ['of operators', net.replace('Stage(16)', 'co|nv(16, kernel: 1)'), 'other', 'an operator of the language'],
    ['of the standard library', library, 'Other', 'standard library'],
    ['of nothing', net.replace('1..3', '1..|3'), 'other', 'Nothing that was declared'],
    ['to a keyword', net.replace('first: Stage', 'fi|rst: Stage'), 'repeat', 'keyword'],
    ['to no name', net.replace('first: Stage', 'fi|rst: Stage'), '2nd', 'begin with no digit'],
    ['to a name that is taken', net.replace('first: Stage', 'fi|rst: Stage'), 'layer', 'layer'],
  ])('%s', (_, text, name, reason) => {
    expect(() => rename(text, name)).toThrow(reason);
  });

  it('not where an inner name of the same kind stands beside it', () => {
    const text = net.replace('elastic depth', 'elastic de|pth');
    expect(rename(text, 'kernel').join()).toContain('elastic kernel in 1..3');
  });

  it('where a use inside would come to mean another decision', () => {
    const text = net.replace('elastic depth', 'elastic de|pth').replace('Stage(16, kernel: 3);', 'Stage(depth);');
    expect(() => rename(text, 'kernel')).toThrow('means something else');
  });

  it('says what would be renamed', () => {
    const { text, position } = marked(net.replace('repeat depth', 'repeat de|pth'));
    expect(prepareRename(openedOf(text, { [partsUri]: parts }), position)).toMatchObject({ placeholder: 'depth' });
  });
});
