import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cursorAt,
  foldsOf,
  outlineOf,
  pages,
  pageText,
  parse,
  resolveNames,
  stretchesAround,
} from '../../../language/index.ts';

const folders = ['examples', 'examples/published'];
const examples = folders.flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.lithe'))
    .map((name) => [name, readFileSync(`${folder}/${name}`, 'utf8')] as const),
);
const texts = [...examples, ...pages.map((page) => [page, pageText(page)!] as const)];

function namesOf(text: string, file: string) {
  return resolveNames(parse(text, file), (specifier) => {
    const page = pageText(specifier);
    return page === undefined ? undefined : parse(page, specifier);
  });
}

describe('names', () => {
  it.each(texts)('of %s stand where the text has them, and every one is declared', (file, text) => {
    const { occurrences, builtIns } = namesOf(text, file);
    const lines = text.split('\n');
    const declared = new Set(occurrences.filter((one) => one.isDeclaration).map(({ symbol }) => symbol.key));
    expect(declared.size).toBeGreaterThan(0);
    for (const { symbol, range, form } of occurrences) {
      const written = lines[range.line - 1]!.slice(range.column - 1, range.endColumn - 1);
      if (form !== 'segment') expect(written).toBe(symbol.name);
      if (symbol.range.file === file) expect(declared).toContain(symbol.key);
    }
    for (const { name, range } of builtIns) {
      expect(lines[range.line - 1]!.slice(range.column - 1, range.endColumn - 1)).toBe(name);
    }
  });

  it.each(texts)('of %s leave no name out', (file, text) => {
    const { occurrences, builtIns } = namesOf(text, file);
    const known = new Set([...occurrences, ...builtIns].map(({ range }) => `${range.line}:${range.column}`));
    const calls = [...text.matchAll(/^ *(\w+)\(/gm)];
    for (const call of calls) {
      const line = text.slice(0, call.index).split('\n').length;
      const column = call[0].indexOf(call[1]!) + 1;
      expect(known, `${call[1]} on line ${line}`).toContain(`${line}:${column}`);
    }
  });
});

it('what is asked of a text with a piece cut out of it is answered', () => {
  const choice = fc.constantFrom(...examples.map(([, text]) => text));
  fc.assert(
    fc.property(
      choice,
      fc.nat(),
      fc.nat(40),
      fc.constantFrom('', '(', '{', '"', '.', 'elastic ', ','),
      (text, at, length, put) => {
        const start = at % text.length;
        const cut = text.slice(0, start) + put + text.slice(start + length);
        const parsed = parse(cut, 'a.lithe');
        namesOf(cut, 'a.lithe').visibleAt(start);
        outlineOf(parsed);
        foldsOf(parsed);
        stretchesAround(parsed, start);
        const cursor = cursorAt(cut, start + put.length);
        expect(cursor.start).toBeLessThanOrEqual(start + put.length);
        expect(cursor.statement).toBeLessThanOrEqual(cut.length);
      },
    ),
    { numRuns: 150 },
  );
});
