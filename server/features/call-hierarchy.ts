import type {
  CallHierarchyIncomingCall,
  CallHierarchyItem,
  CallHierarchyOutgoingCall,
  Position,
  Range,
} from 'vscode-languageserver';
import type { NameSymbol, Occurrence } from '../../language/index.ts';
import { locationOf, type OpenFile, occurrencesAt } from '../open-file.ts';
import { toRange } from '../range.ts';
import type { Workspace } from '../workspace.ts';
import { symbolKinds } from './document-symbols.ts';

/** The block or super-network that is named at a position. */
export function prepareCallHierarchy(opened: OpenFile, position: Position): CallHierarchyItem[] {
  return occurrencesAt(opened, position)
    .filter(({ symbol }) => holdsCalls(symbol))
    .slice(0, 1)
    .map(({ symbol }) => itemOf(opened.workspace, symbol));
}

/** The blocks and super-networks that call a block. */
export function incomingCalls(workspace: Workspace, item: CallHierarchyItem): CallHierarchyIncomingCall[] {
  const symbol = symbolOf(workspace, item);
  if (symbol === undefined) return [];
  const calls = workspace.occurrencesOf(symbol).filter(({ isDeclaration, form }) => !isDeclaration && form === 'plain');
  return grouped(calls, (call) => holderOf(workspace, call)).map(([holder, ranges]) => ({
    from: itemOf(workspace, holder),
    fromRanges: ranges,
  }));
}

/** The blocks that a block or a super-network calls. */
export function outgoingCalls(workspace: Workspace, item: CallHierarchyItem): CallHierarchyOutgoingCall[] {
  const symbol = symbolOf(workspace, item);
  if (symbol === undefined) return [];
  const calls = (workspace.names(symbol.range.file)?.occurrences ?? []).filter(
    (one) => one.symbol.kind === 'block' && !one.isDeclaration && holderOf(workspace, one)?.key === symbol.key,
  );
  return grouped(calls, (call) => call.symbol).map(([to, fromRanges]) => ({
    to: itemOf(workspace, to),
    fromRanges,
  }));
}

function holdsCalls({ kind }: NameSymbol): boolean {
  return kind === 'block' || kind === 'supernet';
}

function itemOf(workspace: Workspace, symbol: NameSymbol): CallHierarchyItem {
  return {
    name: symbol.name,
    kind: symbolKinds[symbol.kind],
    detail: symbol.range.file.startsWith('lithe:') ? symbol.range.file : '',
    uri: locationOf(workspace, symbol.range).uri,
    range: toRange(symbol.extent),
    selectionRange: toRange(symbol.range),
  };
}

function symbolOf(workspace: Workspace, { uri, selectionRange }: CallHierarchyItem): NameSymbol | undefined {
  const { line, character } = selectionRange.start;
  const names = workspace.names(workspace.files.nameOf(uri));
  return names?.occurrences.find(
    ({ isDeclaration, range }) => isDeclaration && range.line === line + 1 && range.column === character + 1,
  )?.symbol;
}

/** The innermost block or super-network around an occurrence. */
function holderOf(workspace: Workspace, { range }: Occurrence): NameSymbol | undefined {
  const declared = workspace.names(range.file)?.occurrences.filter((one) => one.isDeclaration) ?? [];
  return declared
    .map(({ symbol }) => symbol)
    .filter(
      (symbol) => holdsCalls(symbol) && symbol.extent.line <= range.line && range.endLine <= symbol.extent.endLine,
    )
    .toSorted((a, b) => b.extent.line - a.extent.line)[0];
}

function grouped(
  calls: readonly Occurrence[],
  by: (call: Occurrence) => NameSymbol | undefined,
): [NameSymbol, Range[]][] {
  const groups = new Map<string, [NameSymbol, Range[]]>();
  for (const call of calls) {
    const symbol = by(call);
    if (symbol === undefined) continue;
    const [, ranges] = groups.get(symbol.key) ?? [symbol, []];
    groups.set(symbol.key, [symbol, [...ranges, toRange(call.range)]]);
  }
  return [...groups.values()];
}
