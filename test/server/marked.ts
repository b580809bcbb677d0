import type { Position } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';

/** A text in which `|` marks a place: the text without it, and the place. */
export function marked(text: string): { readonly text: string; readonly position: Position } {
  const offset = text.indexOf('|');
  const rest = text.slice(0, offset) + text.slice(offset + 1);
  return { text: rest, position: TextDocument.create('memory:/a', 'lithe', 1, rest).positionAt(offset) };
}
