import type { Range, TextEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { formatParsed, saysTheSame } from '../../language/index.ts';
import type { OpenFile } from '../open-file.ts';

/**
 * The edits that lay a document out, or those of them that touch a range, each from the first line that changes to the
 * last; none where the document does not parse.
 */
export function formattingOf({ document, parsed }: Pick<OpenFile, 'document' | 'parsed'>, range?: Range): TextEdit[] {
  const text = document.getText();
  const formatted = formatParsed(text, parsed);
  if ('errors' in formatted || formatted.text === text) return [];
  const start = range === undefined ? 0 : document.offsetAt(range.start);
  const end = range === undefined ? text.length + 1 : Math.max(start + 1, document.offsetAt(range.end));
  const edits: TextEdit[] = [];
  let offset = 0;
  for (const { before, after } of stretchesOf(linesOf(text), linesOf(formatted.text))) {
    const next = offset + before.length;
    if (before !== after && offset < end && next > start) {
      edits.push({ range: { start: document.positionAt(offset), end: document.positionAt(next) }, newText: after });
    }
    offset = next;
  }
  // A part of a layout is offered where it is sure to change nothing else.
  if (range !== undefined && !saysTheSame(parsed, TextDocument.applyEdits(document, edits))) return [];
  return edits;
}

/** Lines with their ends. */
function linesOf(text: string): string[] {
  return text.split(/(?<=\n)/);
}

interface Stretch {
  readonly before: string;
  readonly after: string;
}

/**
 * The fewest lines each that say the same in both layouts, with the empty lines behind them. Layouts differ in spaces
 * and line ends, and in separators that are left out, or stand before a comment instead of behind it.
 */
function* stretchesOf(before: readonly string[], after: readonly string[]): Iterable<Stretch> {
  let [i, j] = [0, 0];
  let separators = 0;
  let leftOut = 0;
  while (i < before.length || j < after.length) {
    const [from, to] = [i, j];
    let ahead = 0;
    const goOn = (isBefore: boolean) => {
      const line = isBefore ? before[i++] : after[j++];
      ahead += (isBefore ? 1 : -1) * sizeOf(line);
      separators += (isBefore ? 1 : -1) * separatorsIn(line);
    };
    do {
      if (i < before.length && (ahead <= 0 || j >= after.length)) goOn(true);
      else goOn(false);
    } while ((ahead !== 0 || separators < leftOut) && (i < before.length || j < after.length));
    while (i < before.length && isEmpty(before[i])) i += 1;
    while (j < after.length && isEmpty(after[j])) j += 1;
    leftOut = separators;
    yield { before: before.slice(from, i).join(''), after: after.slice(to, j).join('') };
  }
}

function sizeOf(line = ''): number {
  return line.replace(/[\s,;]/g, '').length;
}

function separatorsIn(line = ''): number {
  return line.replace(/[^,;]/g, '').length;
}

function isEmpty(line = ''): boolean {
  return line.trim() === '';
}
