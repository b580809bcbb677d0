import type { Compilation, CompileOptions } from './compilation.ts';
import { type Parsed, parse } from './parse/parse.ts';

/** What a text means. Never throws: where the text is wrong or half-written, it gives what it can and says why. */
export function compile(text: string, options: CompileOptions): Compilation {
  return compileParsed(parse(text, options.file), options);
}

/** The same for a tree that is parsed already. */
export function compileParsed(parsed: Parsed, options: CompileOptions): Compilation {
  return { file: options.file, diagnostics: parsed.diagnostics, spaces: [], searches: [], datasets: [], hints: [] };
}
