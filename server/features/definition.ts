import type { LocationLink, Position } from 'vscode-languageserver';
import { locationOf, type OpenFile, occurrencesAt } from '../open-file.ts';
import { contains, toRange } from '../range.ts';

/** Where the name at a position is declared; of an import, the file. A bare argument leads to its value and its parameter. */
export function definitionAt(opened: OpenFile, position: Position): LocationLink[] {
  const { workspace, names } = opened;
  const imported = names.imports.find(({ range }) => contains(range, position));
  if (imported !== undefined) {
    const start = { line: 0, character: 0 };
    const whole = { start, end: start };
    const targetUri = workspace.files.uriOf(imported.file);
    return [
      { originSelectionRange: toRange(imported.range), targetUri, targetRange: whole, targetSelectionRange: whole },
    ];
  }
  return occurrencesAt(opened, position).map(({ range, symbol }) => ({
    originSelectionRange: toRange(range),
    targetUri: locationOf(workspace, symbol.range).uri,
    targetRange: toRange(symbol.extent),
    targetSelectionRange: toRange(symbol.range),
  }));
}
