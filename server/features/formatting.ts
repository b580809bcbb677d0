import type { TextEdit } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { format } from '../../language/index.ts';

/** The edit that lays a document out, from its first line that changes to its last; none where it does not parse. */
export function formattingOf(document: TextDocument): TextEdit[] {
  const text = document.getText();
  const formatted = format(text, document.uri);
  if ('errors' in formatted || formatted.text === text) return [];
  const [before, after] = [linesOf(text), linesOf(formatted.text)];
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  const offset = before.slice(0, start).join('').length;
  const changed = before.slice(start, before.length - end).join('').length;
  const range = { start: document.positionAt(offset), end: document.positionAt(offset + changed) };
  return [{ range, newText: after.slice(start, after.length - end).join('') }];
}

/** Lines with their ends. */
function linesOf(text: string): string[] {
  return text.split(/(?<=\n)/);
}
