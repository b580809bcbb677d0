import { type DocumentHighlight, DocumentHighlightKind, type Position } from 'vscode-languageserver';
import { builtInAt, type OpenFile, occurrencesAt } from '../open-file.ts';
import { toRange } from '../range.ts';

/** The places in this file that name the same as the name at a position: declarations as writes, all else as reads. */
export function highlightsAt(opened: OpenFile, position: Position): DocumentHighlight[] {
  const [found] = occurrencesAt(opened, position);
  if (found !== undefined) {
    return opened.names.occurrences
      .filter(({ symbol }) => symbol.key === found.symbol.key)
      .map(({ range, isDeclaration }) => ({
        range: toRange(range),
        kind: isDeclaration ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
      }));
  }
  const builtIn = builtInAt(opened, position);
  if (builtIn === undefined) return [];
  return opened.names.builtIns
    .filter(({ kind, name, owner }) => kind === builtIn.kind && name === builtIn.name && owner === builtIn.owner)
    .map(({ range }) => ({ range: toRange(range), kind: DocumentHighlightKind.Text }));
}
