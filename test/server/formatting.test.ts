import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Range, TextDocument } from 'vscode-languageserver-textdocument';
import { format } from '../../language/index.ts';
import { parse } from '../../language/parse/parse.ts';
import { formattingOf } from '../../server/features/formatting.ts';
import { commentsOf, treeOf } from '../language/format/content.ts';
import { randomFile } from '../language/format/random-file.ts';
import { openedOf } from './opened.ts';

const vit = readFileSync(new URL('../../examples/digits-vit.lithe', import.meta.url), 'utf8');

function applied(text: string, range?: Range): string {
  const file = openedOf(text);
  return TextDocument.applyEdits(file.document, formattingOf(file, range));
}

it.each([
  ['one line', vit.replace('  class_token', 'class_token  '), 1],
  ['its ends', `\n${vit.trimEnd()}`, 2],
  ['lines that were too many', vit.replace('  class_token\n', '\n\n\n  class_token\n\n'), 1],
  ['nothing', vit, 0],
])('formatting changes %s', (_, text, count) => {
  expect({ text: applied(text) }).toEqual(format(text, 'a.lithe'));
  expect(formattingOf(openedOf(text))).toHaveLength(count);
});

it('formatting touches no more than the lines that change', () => {
  const text = vit.replace('  class_token', '     class_token');
  const line = text.split('\n').findIndex((one) => one.includes('class_token'));
  const range = { start: { line, character: 0 }, end: { line: line + 1, character: 0 } };
  expect(formattingOf(openedOf(text))).toEqual([{ range, newText: '  class_token\n' }]);
});

it('formatting leaves a half-written document alone', () => {
  expect(formattingOf(openedOf(vit.replace('linear(10)', '  linear(')))).toEqual([]);
});

it('a selection is formatted alone', () => {
  const text = 'block A {\n relu\n    linear( 3 ) ;gelu\n relu\n}\n';
  const at = (line: number, character: number) => ({ line, character });
  expect(applied(text, { start: at(2, 3), end: at(2, 9) })).toBe('block A {\n relu\n  linear(3); gelu\n relu\n}\n');
  // Whole lines end where the next one begins.
  expect(applied(text, { start: at(1, 0), end: at(2, 0) })).toBe(text.replace(' relu', '  relu'));
  expect(applied(text, { start: at(3, 2), end: at(3, 2) })).toBe(text.replace('gelu\n relu', 'gelu\n  relu'));
});

it('a selection of a random file is formatted as the whole is, and the file means the same', () => {
  let parsed = 0;
  const property = fc.property(fc.integer(), fc.nat(100), fc.nat(20), (seed, line, lines) => {
    const text = randomFile(seed);
    if (parse(text, 'f').diagnostics.length > 0) return;
    parsed += 1;
    expect({ text: applied(text) }).toEqual(format(text, 'f'));
    const once = applied(text, { start: { line, character: 0 }, end: { line: line + lines, character: 1 } });
    expect(treeOf(once)).toEqual(treeOf(text));
    expect(commentsOf(once)).toEqual(commentsOf(text));
  });
  fc.assert(property, { numRuns: 200 });
  expect(parsed).toBeGreaterThan(100);
});
