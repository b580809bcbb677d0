import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { format } from '../../language/index.ts';
import { compileExample } from '../../scripts/generate/compile-example.ts';
import { referencePages } from '../../scripts/generate/reference.ts';

const root = new URL('../../', import.meta.url);
const read = (file: string) => readFileSync(new URL(file, root), 'utf8');
const pages = readdirSync(new URL('docs/', root), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.md') && !name.startsWith('walkthrough'))
  .map((name) => `docs/${name}`);

/**
 * Snippets of a page, each with the code of the problem that it is captioned with, where it is. The README's make one
 * file together; the walkthrough shows single lines of files.
 */
const snippets = ['README.md', ...pages].flatMap((page) =>
  [...read(page).matchAll(/^```lithe *(\S*)\n([\s\S]*?)```/gm)].map(([, code, text]) => ({ page, code, text: text! })),
);

describe('the reference', () => {
  it('is as it is generated: run `npm run generate`', async () => {
    for (const [name, text] of Object.entries(await referencePages()))
      expect(read(`docs/reference/${name}`)).toBe(text);
  });

  it.each(snippets)('has a true snippet in $page: $code $text', ({ page, code, text }) => {
    const before = snippets.filter((one) => one.page === page).map((one) => one.text);
    const file = page === 'README.md' ? before.slice(0, before.indexOf(text) + 1).join('\n') : text;
    const { diagnostics } = compileExample(file);
    expect([...new Set(diagnostics.map((one) => one.code))]).toEqual(code === '' ? [] : [code]);
    if (code === '') expect(format(text, 'f')).toEqual({ text });
  });
});
