import type { Position, Range } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';

export interface Word {
  readonly text: string;
  readonly range: Range;
}

/** The name at a position; undefined between names, in numbers, in comments and in strings. */
export function wordAt(document: TextDocument, { line, character }: Position): Word | undefined {
  const text = document.getText({ start: { line, character: 0 }, end: { line: line + 1, character: 0 } });
  // A comment or a string is taken as one, so that no name is found in it.
  for (const match of text.matchAll(/\/\/.*|"(?:\\.|[^"\\])*"|[A-Za-z_]\w*/g)) {
    const [found] = match;
    const end = match.index + found.length;
    if (character < match.index || character > end || !/^\w/.test(found)) continue;
    return { text: found, range: { start: { line, character: match.index }, end: { line, character: end } } };
  }
  return undefined;
}
