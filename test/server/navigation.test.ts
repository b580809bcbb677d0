import { describe, expect, it } from 'vitest';
import { SemanticTokensBuilder } from 'vscode-languageserver';
import { pageText } from '../../language/index.ts';
import { incomingCalls, outgoingCalls, prepareCallHierarchy } from '../../server/features/call-hierarchy.ts';
import { definitionAt } from '../../server/features/definition.ts';
import { highlightsAt } from '../../server/features/document-highlight.ts';
import { documentLinksOf } from '../../server/features/document-links.ts';
import { documentSymbolsOf } from '../../server/features/document-symbols.ts';
import { foldingRangesOf } from '../../server/features/folding.ts';
import { inlayHintsOf } from '../../server/features/inlay-hints.ts';
import { referencesAt } from '../../server/features/references.ts';
import { selectionRangesOf } from '../../server/features/selection-ranges.ts';
import { semanticTokensLegend, semanticTokensOf } from '../../server/features/semantic-tokens.ts';
import { workspaceSymbols } from '../../server/features/workspace-symbols.ts';
import { openedOf } from './opened.ts';

const parts = `/// One stage.
block Stage(out, kernel = 3) {
  elastic width in [8, 16]
  inner: conv(width, kernel: kernel); batchnorm; relu
  conv(out, kernel: 1)
}
`;
const net = `import "./parts.lithe"
import "lithe:mobile"

// Two lines
// of comment.
supernet Net {
  input image: image[3, 32, 32]
  elastic depth in 1..3
  first: Stage(16)
  layer: repeat depth as i {
    elastic kernel in [3, 5]
    Stage(16 + i, kernel: kernel)
    InvertedResidual(out: 24, kernel, activation: relu)
  }
  choose head { wide { conv(64, kernel: 1) } narrow { conv(8, kernel: 1) } }
  weights "hf:ada/net" {
    "a.{i}" -> layer[i].stage.inner.weight
  }
}
search Find {
  space Net
  minimize macs
  require first.width <= 8 and layer[0].kernel == 3 and layer[1].stage.width > 4
}
`;
const others = { 'memory:/nets/parts.lithe': parts };
const opened = openedOf(net, others);

/** The place of the `count`th such piece of text, `into` characters in. */
function at(piece: string, into = 0, count = 1) {
  let offset = -1;
  for (let i = 0; i < count; i += 1) offset = net.indexOf(piece, offset + 1);
  return opened.document.positionAt(offset + into);
}

function definition(piece: string, into = 0): string[] {
  return definitionAt(opened, at(piece, into)).map(({ targetUri, targetSelectionRange: { start, end } }) => {
    const file = targetUri.split('/').at(-1);
    if (!targetUri.startsWith('lithe:')) return `${file}:${start.line + 1}:${start.character + 1}`;
    const line = pageText('lithe:mobile')!.split('\n')[start.line]!;
    return `${file}:${line.slice(0, 5)}:${line.slice(start.character, end.character)}`;
  });
}

describe('definitions', () => {
  it.each([
    ['decisions', 'depth as', 0, 'a.lithe:8:11'],
    ['numbers of copies', '+ i', 2, 'a.lithe:10:26'],
    ['blocks of other files', 'Stage(16)', 1, 'parts.lithe:2:7'],
    ['parameters of blocks', 'kernel: kernel)', 1, 'parts.lithe:2:18'],
    ['blocks of the standard library', 'InvertedResidual', 1, 'mobile.lithe:block:InvertedResidual'],
    ['arguments of the standard library', 'out: 24', 1, 'mobile.lithe:block:out'],
    ['super-networks', 'space Net', 7, 'a.lithe:6:10'],
    ['labels in paths', 'first.width', 1, 'a.lithe:9:3'],
    ['decisions of other files in paths', 'first.width', 8, 'parts.lithe:3:11'],
    ['decisions of copies in paths', '[0].kernel', 5, 'a.lithe:11:13'],
    ['blocks without labels in paths', '[1].stage', 5, 'parts.lithe:2:7'],
    ['decisions behind these', 'stage.width > 4', 7, 'parts.lithe:3:11'],
    ['labels in maps of weights', 'stage.inner', 7, 'parts.lithe:4:3'],
    ['imports', './parts', 3, 'parts.lithe:1:1'],
    ['pages of the standard library', 'lithe:mobile', 3, 'mobile.lithe:/// W:'],
  ])('of %s', (_, piece, into, expected) => {
    expect(definition(piece, into)).toEqual([expected]);
  });

  it('of a bare argument are its value and its parameter', () => {
    expect(definition('kernel, activation', 1)).toEqual(['a.lithe:11:13', 'mobile.lithe:block:kernel']);
  });

  it('of operators are none', () => {
    expect(definition('conv(64', 1)).toEqual([]);
  });
});

describe('references', () => {
  it('are found in every file', () => {
    const found = referencesAt(opened, at('first.width', 8), true);
    const places = found.map(({ uri, range: { start } }) => `${uri.split('/').at(-1)}:${start.line + 1}`);
    expect(places.toSorted()).toEqual(['a.lithe:23', 'a.lithe:23', 'parts.lithe:3', 'parts.lithe:4']);
  });

  it('leave the declaration out where it is not asked for', () => {
    const names = referencesAt(opened, at('depth in'), false);
    expect(names.map(({ range }) => range.start.line + 1)).toEqual([10]);
  });
});

it('highlights tell declarations from uses, and find operators', () => {
  expect(highlightsAt(opened, at('depth in')).map(({ kind }) => kind)).toEqual([3, 2]);
  expect(highlightsAt(opened, at('conv(64')).map(({ kind }) => kind)).toEqual([1, 1]);
});

it('the outline holds labels, decisions and paths where they stand', () => {
  interface Shown {
    readonly name: string;
    readonly children?: readonly Shown[];
  }
  const show = ({ name, children = [] }: Shown): string =>
    children.length === 0 ? name : `${name}(${children.map(show).join(' ')})`;
  const outline = documentSymbolsOf(opened);
  expect(outline.map(show)).toEqual(['Net(image depth first layer(kernel) head(wide narrow))', 'Find']);
  expect(outline[0]!.children!.map(({ detail }) => detail)).toContain('repeat depth as i');
});

it('symbols of the workspace are found by their letters', () => {
  const found = (query: string) => workspaceSymbols(opened.workspace, query).map(({ name }) => name);
  expect(found('invres')).toEqual(['InvertedResidual']);
  expect(found('frst')).toEqual(['first']);
  expect(found('Stage')).toEqual(['Stage']);
});

it('semantic tokens name what each name is', () => {
  const { data } = semanticTokensOf(opened, new SemanticTokensBuilder()).build();
  const tokens: Record<string, string> = {};
  let [line, character] = [0, 0];
  for (let i = 0; i < data.length; i += 5) {
    character = data[i]! > 0 ? data[i + 1]! : character + data[i + 1]!;
    line += data[i]!;
    const text = net.split('\n')[line]!.slice(character, character + data[i + 2]!);
    tokens[text] = semanticTokensLegend.tokenTypes[data[i + 3]!]!;
  }
  expect(tokens).toMatchObject({
    Net: 'class',
    Stage: 'function',
    conv: 'function',
    depth: 'decision',
    layer: 'label',
    i: 'variable',
    activation: 'parameter',
    macs: 'variable',
  });
});

it('folds bodies up to their last line, comments and imports', () => {
  const folds = foldingRangesOf(opened).map(({ startLine, endLine, kind }) => [startLine + 1, endLine + 1, kind]);
  expect(folds).toEqual([
    [1, 2, 'imports'],
    [4, 5, 'comment'],
    [6, 18, undefined],
    [10, 13, undefined],
    [16, 17, undefined],
    [20, 23, undefined],
  ]);
});

it('folds what stands between region marks, which may hold others', () => {
  const text = [
    '// region Stem',
    '// Convolutions.',
    'block A {',
    '  // #region',
    '  relu',
    '  // #endregion',
    '}',
    '// endregion',
    '// endregion',
    '// region left open',
    'block B {}',
  ].join('\n');
  const folds = foldingRangesOf(openedOf(text)).map(({ startLine, endLine, kind }) => [
    startLine + 1,
    endLine + 1,
    kind,
  ]);
  expect(folds).toEqual([
    [1, 8, 'region'],
    [3, 6, undefined],
    [4, 6, 'region'],
  ]);
});

it('selections grow from a name to the file', () => {
  const texts: string[] = [];
  for (let range = selectionRangesOf(opened, [at('16 + i')])[0]; range !== undefined; range = range.parent!)
    texts.push(opened.document.getText(range.range).split('\n')[0]!);
  expect(texts).toEqual(
    expect.arrayContaining([
      '16',
      '16 + i',
      'Stage(16 + i, kernel: kernel)',
      'supernet Net {',
      'import "./parts.lithe"',
    ]),
  );
});

it('links lead to files, pages and models', () => {
  const targets = documentLinksOf(opened).map(({ target }) => target);
  expect(targets).toEqual(['memory:/nets/parts.lithe', 'lithe:/mobile.lithe', 'https://huggingface.co/ada/net']);
});

it('the hierarchy of calls goes through files', () => {
  const [stage] = prepareCallHierarchy(opened, at('Stage(16)'));
  expect(incomingCalls(opened.workspace, stage!)).toMatchObject([{ from: { name: 'Net' }, fromRanges: [{}, {}] }]);
  const [supernet] = prepareCallHierarchy(opened, at('Net {'));
  const called = outgoingCalls(opened.workspace, supernet!).map(({ to }) => to.name);
  expect(called).toEqual(['Stage', 'InvertedResidual']);
});

it('hints name parameters where that is switched on', () => {
  const hints = inlayHintsOf(opened, { shapes: false, costs: false, parameterNames: true });
  expect(hints.map(({ label }) => label)).toEqual(['out:', 'out:', 'out:', 'out:']);
  expect(inlayHintsOf(opened, { shapes: false, costs: false, parameterNames: false })).toEqual([]);
});

it('names of other files and of the library that need no import are found', () => {
  const text = `import "./parts.lithe"
supernet A {
  input a: image[3, 8, 8]
  weights "hf:ada/net" as huggingface_vit
  conv(8, kernel: 1)
}
search Find { space Other; minimize macs }
`;
  const file = openedOf(text, { 'memory:/nets/parts.lithe': 'supernet Other { input a: image[3, 8, 8] }\n' });
  const at = (piece: string) => definitionAt(file, file.document.positionAt(text.indexOf(piece) + 2))[0]?.targetUri;
  expect(at('huggingface_vit')).toBe('lithe:/weights.lithe');
  expect(at('Other')).toBe('memory:/nets/parts.lithe');
});

it('a label inside a label is found behind its dot', () => {
  const text = `supernet A {
  input a: image[3, 8, 8]
  outer: { inner: conv(8, kernel: 1); relu }
  sum(outer, outer.inner)
}
`;
  const file = openedOf(text);
  const [found] = definitionAt(file, file.document.positionAt(text.indexOf('.inner') + 3));
  expect(found?.targetSelectionRange.start).toEqual({ line: 2, character: 11 });
});
