import type { Hover, Position } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type Compilation, isOperatorName } from '../../language/index.ts';
import { describeDecision } from '../hover/decision.ts';
import { describeOperatorUse } from '../hover/operator.ts';
import { wordAt } from '../word.ts';

/** What the name under the pointer is: a primitive operator with its formula, or a decision with what its values cost. */
export function hoverAt(compilation: Compilation, document: TextDocument, position: Position): Hover | null {
  const word = wordAt(document, position);
  if (!word) return null;
  const text =
    describeDecision(compilation, document, word) ??
    (isOperatorName(word.text) ? describeOperatorUse(compilation, word.text, position) : undefined);
  return text === undefined ? null : { contents: { kind: 'markdown', value: text }, range: word.range };
}
