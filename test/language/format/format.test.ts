import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { AstUtils } from 'langium';
import { describe, expect, it } from 'vitest';
import { reflection } from '../../../language/generated/syntax/ast.ts';
import { format } from '../../../language/index.ts';
import { parse } from '../../../language/parse/parse.ts';
import { commentsOf, treeOf } from './content.ts';
import { randomFile } from './random-file.ts';

const root = new URL('../../../', import.meta.url);
const read = (file: string) => readFileSync(new URL(file, root), 'utf8');
const pages = ['examples/', 'language/library/', 'test/fixtures/'].flatMap((folder) =>
  readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.lithe'))
    .map((name) => folder + name),
);
const snippets = [...read('README.md').matchAll(/```lithe\n([\s\S]*?)```/g)].map(([, text], i) => [i, text!] as const);

function formatted(text: string): string {
  const result = format(text, 'f.lithe');
  if ('errors' in result) throw new Error(result.errors[0]!.message);
  return result.text;
}

/** What holds of any text that parses, also of one that stays as it is. */
function expectKept(text: string): void {
  const once = formatted(text);
  expect(formatted(once)).toBe(once);
  expect(treeOf(once)).toEqual(treeOf(text));
  expect(commentsOf(once)).toEqual(commentsOf(text));
}

/** All that holds of a text that has a layout. */
function expectFormatted(text: string): void {
  expectKept(text);
  const once = formatted(text);
  expect(once).not.toMatch(/[ \t]\n|^\n|\n\n\n|\t|\n\n$/);
  if (once !== '') expect(once).toMatch(/\n$/);
}

describe('formatting', () => {
  it.each(pages)('leaves %s as it is', (file) => {
    expectFormatted(read(file));
    expect(formatted(read(file))).toBe(read(file));
  });

  it.each(snippets)('leaves snippet %i of the README as it is', (_, text) => {
    expectFormatted(text);
    expect(formatted(text)).toBe(text);
  });

  it('is idempotent and keeps the tree and the comments, on random files', () => {
    let parsed = 0;
    let untouched = 0;
    const property = fc.property(fc.integer(), (seed) => {
      const text = randomFile(seed);
      if (parse(text, 'f').diagnostics.length > 0) return;
      parsed += 1;
      if (formatted(text) !== text) return expectFormatted(text);
      untouched += 1;
      expectKept(text);
    });
    fc.assert(property, { numRuns: 300 });
    expect(parsed).toBeGreaterThan(150);
    // Conditions in conditions over many lines, without a bracket around them, would not always mean the same again.
    expect(untouched).toBeLessThan(0.05 * parsed);
  });

  it('is so tried on files that hold every construct of the grammar', () => {
    const types = Object.values(reflection.types);
    const abstract = new Set<string>(types.flatMap(({ superTypes }) => superTypes));
    const missing = new Set<string>(types.flatMap(({ name }) => (abstract.has(name) ? [] : [name])));
    for (let seed = 0; missing.size > 0 && seed < 3000; seed += 1) {
      const { tree, diagnostics } = parse(randomFile(seed), 'f');
      if (diagnostics.length > 0) continue;
      for (const { $type } of AstUtils.streamAst(tree)) missing.delete($type);
    }
    expect([...missing]).toEqual([]);
  });

  it('gives a page back whose spaces were lost', () => {
    for (const file of pages) {
      const text = read(file);
      const spoilt = text.replace(/^ +/gm, '\t').replace(/^[^"/]*$/gm, (code) => code.replace(/ *([:,;{}=]) */g, '$1'));
      expectFormatted(spoilt);
      const bare = (some: string) => some.replace(/ +/g, ' ');
      expect(bare(formatted(spoilt))).toBe(bare(text));
    }
  });

  it('keeps the line ends of the text, and ends the last line', () => {
    const text = read('examples/digits-vit.lithe').trimEnd();
    expect(formatted(text)).toBe(`${text}\n`);
    const windows = text.replaceAll('\n', '\r\n');
    expect(formatted(windows)).toBe(`${windows}\r\n`);
    expect(formatted('/* a\r\n   b */\r\nblock  A { }')).toBe('/* a\r\n   b */\r\nblock A {}\r\n');
    expect(formatted(' \n\n')).toBe('');
  });

  it('tells the syntax errors of a text that has any', () => {
    const result = format('block A {\n  elastic depth in\n  relu: gelu\n}', 'f.lithe');
    expect(result).toEqual({ errors: [expect.objectContaining({ file: 'f.lithe', line: 2, code: 'syntax' })] });
  });
});
