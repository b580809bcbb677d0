import { SemanticTokenModifiers, type SemanticTokensBuilder, SemanticTokenTypes } from 'vscode-languageserver';
import type { BuiltIn, SourceRange, SymbolKind } from '../../language/index.ts';
import type { OpenFile } from '../open-file.ts';

/** What the tokens' numbers mean, in this order. Decisions have a type of their own, which themes see as an enumeration. */
export const semanticTokensLegend = {
  tokenTypes: [
    SemanticTokenTypes.class,
    SemanticTokenTypes.function,
    SemanticTokenTypes.parameter,
    SemanticTokenTypes.variable,
    SemanticTokenTypes.property,
    SemanticTokenTypes.enumMember,
    SemanticTokenTypes.label,
    'decision',
  ],
  tokenModifiers: [
    SemanticTokenModifiers.declaration,
    SemanticTokenModifiers.readonly,
    SemanticTokenModifiers.defaultLibrary,
  ],
};

const symbolTypes: Readonly<Record<SymbolKind, string>> = {
  supernet: 'class',
  block: 'function',
  dataset: 'class',
  map: 'variable',
  target: 'class',
  search: 'class',
  configuration: 'class',
  parameter: 'parameter',
  input: 'variable',
  constant: 'variable',
  decision: 'decision',
  label: 'label',
  index: 'variable',
  path: 'label',
};

const builtInTypes: Readonly<Record<BuiltIn['kind'], string>> = {
  operator: 'function',
  function: 'function',
  argument: 'parameter',
  tensor: 'variable',
  member: 'property',
  metric: 'variable',
  recipe: 'function',
  word: 'enumMember',
};

interface Token {
  readonly range: SourceRange;
  readonly type: string;
  readonly modifiers: readonly SemanticTokenModifiers[];
}

/** The names of a file by what they are, in the order of the text. A grammar can tell their places, not their meanings. */
export function semanticTokensOf(opened: OpenFile, builder: SemanticTokensBuilder): SemanticTokensBuilder {
  let last: SourceRange | undefined;
  for (const { range, type, modifiers } of tokensOf(opened)) {
    // A bare argument is both a value and a parameter: it is coloured as the value.
    if (last?.line === range.line && last.column === range.column) continue;
    last = range;
    const bits = modifiers.reduce((sum, one) => sum + 2 ** semanticTokensLegend.tokenModifiers.indexOf(one), 0);
    const length = range.endColumn - range.column;
    builder.push(range.line - 1, range.column - 1, length, semanticTokensLegend.tokenTypes.indexOf(type), bits);
  }
  return builder;
}

function tokensOf({ names }: OpenFile): readonly Token[] {
  const declared = names.occurrences.map(({ range, symbol, isDeclaration, form }) => ({
    range,
    type: symbolTypes[symbol.kind],
    modifiers: [
      ...(isDeclaration ? [SemanticTokenModifiers.declaration] : []),
      ...(symbol.kind === 'constant' || symbol.kind === 'index' ? [SemanticTokenModifiers.readonly] : []),
      ...(symbol.range.file.startsWith('lithe:') ? [SemanticTokenModifiers.defaultLibrary] : []),
    ],
    rank: form === 'bare parameter' ? 1 : 0,
  }));
  const builtIn = names.builtIns.map(({ range, kind }) => ({
    range,
    type: builtInTypes[kind],
    modifiers: [SemanticTokenModifiers.defaultLibrary],
    rank: 0,
  }));
  return [...declared, ...builtIn].toSorted(
    (a, b) => a.range.line - b.range.line || a.range.column - b.range.column || a.rank - b.rank,
  );
}
