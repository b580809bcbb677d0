import type { Location, Position } from 'vscode-languageserver';
import { locationOf, type OpenFile, occurrencesAt } from '../open-file.ts';

/** Every place that names what the name at a position refers to, in all files in sight. */
export function referencesAt(opened: OpenFile, position: Position, includeDeclaration: boolean): Location[] {
  const [found] = occurrencesAt(opened, position);
  if (found === undefined) return [];
  return opened.workspace
    .occurrencesOf(found.symbol)
    .filter(({ isDeclaration }) => includeDeclaration || !isDeclaration)
    .map(({ range }) => locationOf(opened.workspace, range));
}
