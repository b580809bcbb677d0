import { type DocumentSymbol, SymbolKind as Lsp } from 'vscode-languageserver';
import { type OutlineItem, outlineOf, type SymbolKind } from '../../language/index.ts';
import type { OpenFile } from '../open-file.ts';
import { toRange } from '../range.ts';

/** The icons by which editors show what Lithe declares. */
export const symbolKinds: Readonly<Record<SymbolKind, Lsp>> = {
  supernet: Lsp.Class,
  block: Lsp.Function,
  dataset: Lsp.Struct,
  map: Lsp.Object,
  target: Lsp.Struct,
  search: Lsp.Event,
  configuration: Lsp.Constant,
  parameter: Lsp.Variable,
  input: Lsp.Interface,
  constant: Lsp.Constant,
  decision: Lsp.Enum,
  label: Lsp.Field,
  index: Lsp.Variable,
  path: Lsp.EnumMember,
};

/** The outline: declarations, and inside super-networks and blocks their inputs, decisions, constants, labels and paths. */
export function documentSymbolsOf({ parsed }: OpenFile): DocumentSymbol[] {
  return outlineOf(parsed).map(toSymbol);
}

function toSymbol({ kind, name, detail, range, nameRange, children }: OutlineItem): DocumentSymbol {
  return {
    kind: symbolKinds[kind],
    name,
    detail,
    range: toRange(range),
    selectionRange: toRange(nameRange),
    children: children.map(toSymbol),
  };
}
