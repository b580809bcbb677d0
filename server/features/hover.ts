import type { Hover, Position } from 'vscode-languageserver';
import { isOperatorName } from '../../language/index.ts';
import { describeConfiguration } from '../hover/configuration.ts';
import { describeDecision } from '../hover/decision.ts';
import { describeBlockUse, describeOperatorUse } from '../hover/operator.ts';
import { describeSymbol } from '../hover/symbol.ts';
import { describeBuiltIn, describeWord } from '../hover/word.ts';
import { builtInAt, type OpenFile, occurrencesAt } from '../open-file.ts';
import { type Word, wordAt } from '../word.ts';

/**
 * What the name under the pointer is: a decision with what its values cost, an operator with its formula, a block with
 * its documentation and price, anything declared, or a word of the language.
 */
export function hoverAt(opened: OpenFile, position: Position): Hover | null {
  const word = wordAt(opened.document, position);
  if (!word) return null;
  const value = describe(opened, position) ?? describeCompression(opened, word) ?? describeWord(opened, word);
  return value === undefined || value === '' ? null : { contents: { kind: 'markdown', value }, range: word.range };
}

/** A `quantize` or a `prune` stands for its decision, whose name nobody writes. */
function describeCompression({ compilation, document, file }: OpenFile, { text, range }: Word): string | undefined {
  const name = { quantize: 'precision', prune: 'sparsity' }[text];
  if (name === undefined) return undefined;
  const { line, character } = range.start;
  const extent = { file, line: line + 1, column: character + 1, endLine: line + 1, endColumn: range.end.character + 1 };
  return describeDecision(compilation, { name, extent }, document.getText());
}

function describe(opened: OpenFile, position: Position): string | undefined {
  const [found] = occurrencesAt(opened, position);
  if (found !== undefined) {
    const { symbol } = found;
    if (symbol.kind === 'decision') {
      const decision = describeDecision(opened.compilation, symbol, opened.workspace.text(symbol.range.file) ?? '');
      if (decision !== undefined) return decision;
    }
    const described = describeSymbol(opened.workspace, symbol);
    const use =
      symbol.kind === 'block'
        ? describeBlockUse(opened.compilation, position)
        : symbol.kind === 'configuration'
          ? describeConfiguration(opened.compilation, symbol)
          : undefined;
    return use === undefined ? described : `${described}\n\n${use}`;
  }
  const builtIn = builtInAt(opened, position);
  if (builtIn === undefined) return undefined;
  if (builtIn.kind === 'operator' && isOperatorName(builtIn.name)) {
    return describeOperatorUse(opened.compilation, builtIn.name, position);
  }
  return describeBuiltIn(opened, builtIn, position);
}
