import { type CodeAction, CodeActionKind, type Range } from 'vscode-languageserver';
import { refactoringsAt } from '../../language/index.ts';
import type { OpenFile } from '../open-file.ts';
import { toRange } from '../range.ts';

const kinds = { extract: CodeActionKind.RefactorExtract, rewrite: CodeActionKind.RefactorRewrite } as const;

/** Changes that no problem asks for: extract a block, make a number elastic, split or share a decision among copies. */
export function refactoringsOf({ parsed, names, document }: OpenFile, { start, end }: Range): CodeAction[] {
  const text = document.getText();
  const selection = { parsed, names, text, start: document.offsetAt(start), end: document.offsetAt(end) };
  return refactoringsAt(selection).map(({ title, kind, edits }) => ({
    title,
    kind: kinds[kind],
    edit: {
      changes: { [document.uri]: edits.map(({ range, text: newText }) => ({ range: toRange(range), newText })) },
    },
  }));
}
