import { CstUtils } from 'langium';
import type { Parsed } from '../parse/parse.ts';
import type { SourceRange } from '../source.ts';

/** A text in quotes that names a file, a folder or a hub model, without its quotes. */
export interface FileText {
  readonly text: string;
  readonly range: SourceRange;
}

/** Kinds of nodes whose texts name nothing that could be opened: names of stored tensors. */
const other = new Set(['WeightsEntry', 'Text']);

/** The texts of a file that name something outside it, imports included. */
export function fileTexts({ tree, file }: Parsed): readonly FileText[] {
  if (tree.$cstNode === undefined) return [];
  return CstUtils.flattenCst(tree.$cstNode)
    .filter(({ tokenType, astNode }) => tokenType.name === 'STRING' && !other.has(astNode.$type))
    .map(({ text, range: { start, end } }) => ({
      text: text.slice(1, -1),
      range: {
        file,
        line: start.line + 1,
        column: start.character + 2,
        endLine: end.line + 1,
        endColumn: end.character,
      },
    }))
    .toArray();
}
