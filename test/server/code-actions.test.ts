import { describe, expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { compile } from '../../language/index.ts';
import { codeActionsOf } from '../../server/features/code-actions.ts';

const net = `supernet Net {
  input image: image[3, 32, 32]
  cnv(16, kernel: 3)
  relu gelu
  InvertedResidual(16); InvertedResidual(24)
  cnov(32, kernel: 3)
}
`;

/** The text that each action at a piece gives, by its title. */
function actions(piece: string, text = net): Record<string, string> {
  const document = TextDocument.create('file:///a.lithe', 'lithe', 1, text);
  const start = text.indexOf(piece);
  const range = { start: document.positionAt(start), end: document.positionAt(start + piece.length) };
  const found = codeActionsOf(compile(text, { file: 'a.lithe' }), document.uri, range);
  return Object.fromEntries(
    found.map(({ title, edit }) => [title, TextDocument.applyEdits(document, edit!.changes![document.uri]!)]),
  );
}

describe('quick fixes', () => {
  it('put the nearest name', () => {
    expect(actions('cnv')['Replace by `conv`']).toBe(net.replace('cnv', 'conv'));
  });

  it('are for the problems under the cursor alone', () => {
    expect(actions('image[3')).toEqual({});
    expect(Object.keys(actions('gelu'))).toEqual(['Put `;` before it', 'Put it on a line of its own']);
  });

  it('name the problem that they are for, and the one to take first', () => {
    const compilation = compile(net, { file: 'a.lithe' });
    const place = { line: 3, character: 8 };
    const found = codeActionsOf(compilation, 'file:///a.lithe', { start: place, end: place });
    expect(found.map(({ kind, isPreferred }) => [kind, isPreferred])).toEqual([
      ['quickfix', true],
      ['quickfix', false],
    ]);
    expect(found[0]!.diagnostics).toMatchObject([{ code: 'missing-separator', range: { start: { line: 3 } } }]);
  });

  it('mend all problems of a kind at once, with one import for all who miss it', () => {
    const fixed = actions('cnv')['Fix all 4 problems of the kind `unknown-operator` in this file']!;
    expect(fixed).toBe(`import "lithe:mobile"\n\n${net.replace('cnv', 'conv').replace('cnov', 'conv')}`);
    expect(compile(fixed, { file: 'a.lithe' }).diagnostics.map(({ code }) => code)).toEqual(['missing-separator']);
  });
});
