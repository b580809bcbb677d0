import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const source = fileURLToPath(new URL('../../language/library/', import.meta.url));
const folder = fileURLToPath(new URL('../../language/generated/', import.meta.url));

/** Puts the texts of the standard library into a module, since language/ reads no files. */
export function generate(): void {
  const pages = readdirSync(source)
    .filter((name) => name.endsWith('.lithe'))
    .sort()
    .map((name) => [`lithe:${name.slice(0, -'.lithe'.length)}`, readFileSync(`${source}${name}`, 'utf8')]);
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    `${folder}library.ts`,
    `/** The pages of language/library by the name that an import gives them. */\n` +
      `export const library: Readonly<Record<string, string>> = ${JSON.stringify(Object.fromEntries(pages), null, 2)};\n`,
  );
}
