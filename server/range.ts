import type { Position, Range } from 'vscode-languageserver';
import type { SourceRange } from '../language/index.ts';

/** From lines and columns counted from 1 to the protocol's, counted from 0. */
export function toRange(range: SourceRange): Range {
  return {
    start: { line: range.line - 1, character: range.column - 1 },
    end: { line: range.endLine - 1, character: range.endColumn - 1 },
  };
}

/** Whether the position lies in the range, its end included: a cursor behind a name is still on it. */
export function contains(range: SourceRange, { line, character }: Position): boolean {
  const { start, end } = toRange(range);
  const isBehindStart = line > start.line || (line === start.line && character >= start.character);
  const isBeforeEnd = line < end.line || (line === end.line && character <= end.character);
  return isBehindStart && isBeforeEnd;
}
