import type { Compilation } from '../../language/index.ts';
import type { SearchSummary } from '../protocol.ts';

/** The searches that could run, were the file without other errors. */
export function searchesOf(compilation: Compilation): SearchSummary[] {
  return compilation.searches.map(({ name, source }) => ({ name, line: source.line }));
}
