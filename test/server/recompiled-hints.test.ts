import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { type Compilation, compile, Recompiler } from '../../language/index.ts';
import { codeLensesOf } from '../../server/features/code-lens.ts';
import { inlayHintsOf } from '../../server/features/inlay-hints.ts';
import type { OpenFile } from '../../server/open-file.ts';
import { usualSettings } from '../../server/settings.ts';
import { typing } from '../bench/large.ts';
import { randomFrom } from '../language/random.ts';

/** What stands beside and above the lines of a text. */
function shown(text: string, compilation: Compilation) {
  const document = TextDocument.create('file:///a.lithe', 'lithe', 1, text);
  const file = { document, compilation } as OpenFile;
  const { inlayHints, codeLens } = usualSettings;
  return [inlayHintsOf(file, { ...inlayHints, parameterNames: false }), codeLensesOf(file, codeLens)];
}

it.each([
  ['examples/ofa-mobilenetv3.lithe', 40],
  ['test/fixtures/vision-transformer.lithe', 150],
  ['examples/digits-cnn.lithe', 100],
])('stays what a fresh compilation shows, at every key in %s', (example, count) => {
  let text = readFileSync(example, 'utf8');
  const recompiler = new Recompiler('a.lithe');
  const keys = typing(text, 'anywhere', randomFrom(count));
  for (let i = 0; i < count; i += 1) {
    const { start, end, put } = keys.next().value!;
    text = text.slice(0, start) + put + text.slice(end);
    const compilation = recompiler.compile(text);
    expect(shown(text, compilation), text).toEqual(shown(text, compile(text, { file: 'a.lithe' })));
  }
});

it('writes the names that decisions have now', () => {
  const text = (name: string) => `supernet A {
  input x: vector[8]
  elastic ${name} in [2, 4]
  first: linear(${name})
  gelu
  linear(4)
}
`;
  const recompiler = new Recompiler('a.lithe');
  for (const name of ['width', 'size', 'width']) {
    const compilation = recompiler.compile(text(name));
    expect(shown(text(name), compilation)).toEqual(shown(text(name), compile(text(name), { file: 'a.lithe' })));
    expect(JSON.stringify(shown(text(name), compilation))).toContain(`vector[${name}]`);
  }
});
