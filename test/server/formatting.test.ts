import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { format } from '../../language/index.ts';
import { formattingOf } from '../../server/features/formatting.ts';

const vit = readFileSync(new URL('../../examples/digits-vit.lithe', import.meta.url), 'utf8');
const document = (text: string) => TextDocument.create('file:///a.lithe', 'lithe', 1, text);

it.each([
  ['one line', vit.replace('  class_token', 'class_token  ')],
  ['its ends', `\n${vit.trimEnd()}`],
  ['lines that were too many', vit.replace('  class_token\n', '\n\n\n  class_token\n\n')],
  ['nothing', vit],
])('formatting changes %s', (_, text) => {
  const edits = formattingOf(document(text));
  expect({ text: TextDocument.applyEdits(document(text), edits) }).toEqual(format(text, 'a.lithe'));
  expect(edits).toHaveLength(text === vit ? 0 : 1);
});

it('formatting touches no more than the lines that change', () => {
  const text = vit.replace('  class_token', '     class_token');
  const line = text.split('\n').findIndex((one) => one.includes('class_token'));
  const range = { start: { line, character: 0 }, end: { line: line + 1, character: 0 } };
  expect(formattingOf(document(text))).toEqual([{ range, newText: '  class_token\n' }]);
});

it('formatting leaves a half-written document alone', () => {
  expect(formattingOf(document(vit.replace('linear(10)', '  linear(')))).toEqual([]);
});
