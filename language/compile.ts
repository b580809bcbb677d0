import type { Compilation, CompileOptions } from './compilation.ts';
import { type Parsed, parse } from './parse/parse.ts';
import { Modules } from './space/elaborate/modules.ts';
import { Problems } from './space/elaborate/problems.ts';
import { elaborateSupernet } from './space/elaborate/supernet.ts';

/** What a text means. Never throws: where the text is wrong or half-written, it gives what it can and says why. */
export function compile(text: string, options: CompileOptions): Compilation {
  return compileParsed(parse(text, options.file), options);
}

/** The same for a tree that is parsed already. */
export function compileParsed(parsed: Parsed, options: Pick<CompileOptions, 'resolve'>): Compilation {
  const { file, tree } = parsed;
  const problems = new Problems();
  const scope = new Modules(problems, options.resolve).scopeOf(parsed);
  const supernets = tree.declarations.filter((declaration) => declaration.$type === 'Supernet');
  const elaborated = supernets.map((supernet) => elaborateSupernet(supernet, file, scope, problems));
  const spaces = elaborated.flatMap(({ space }) => (space === undefined ? [] : [space]));
  const hints = elaborated.flatMap((one) => one.hints).filter(({ range }) => range.file === file);
  const diagnostics = [...parsed.diagnostics, ...problems.diagnostics].sort(byPlace);
  return { file, diagnostics, spaces, searches: [], datasets: [], hints };
}

function byPlace(a: Compilation['diagnostics'][number], b: Compilation['diagnostics'][number]): number {
  return a.line - b.line || a.column - b.column;
}
