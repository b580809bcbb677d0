import { type FoldingRange, FoldingRangeKind } from 'vscode-languageserver';
import { foldsOf } from '../../language/index.ts';
import type { OpenFile } from '../open-file.ts';

const kinds = {
  comment: FoldingRangeKind.Comment,
  imports: FoldingRangeKind.Imports,
  region: FoldingRangeKind.Region,
} as const;

/** What can be folded; a body's closing brace stays in sight. */
export function foldingRangesOf({ parsed }: OpenFile): FoldingRange[] {
  return foldsOf(parsed).flatMap(({ range, kind }) => {
    const endLine = range.endLine - (kind === 'body' ? 2 : 1);
    if (endLine <= range.line - 1) return [];
    return [{ startLine: range.line - 1, endLine, ...(kind === 'body' ? {} : { kind: kinds[kind] }) }];
  });
}
