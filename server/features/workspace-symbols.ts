import type { WorkspaceSymbol } from 'vscode-languageserver';
import { type OutlineItem, outlineOf, pages } from '../../language/index.ts';
import { locationOf } from '../open-file.ts';
import type { Workspace } from '../workspace.ts';
import { symbolKinds } from './document-symbols.ts';

/** Declarations and decisions of every file in sight, and the blocks of the standard library, whose letters fit a query. */
export function workspaceSymbols(workspace: Workspace, query: string): WorkspaceSymbol[] {
  return [...workspace.all(), ...pages].flatMap((file) => {
    const parsed = workspace.parsed(file);
    return (parsed === undefined ? [] : outlineOf(parsed)).flatMap((item) => found(workspace, item, query, undefined));
  });
}

function found(workspace: Workspace, item: OutlineItem, query: string, holder: string | undefined): WorkspaceSymbol[] {
  const inside = item.children.flatMap((child) => found(workspace, child, query, item.name));
  if (!fits(item.name, query)) return inside;
  const location = locationOf(workspace, item.nameRange);
  const containerName = holder === undefined ? {} : { containerName: holder };
  return [{ name: item.name, kind: symbolKinds[item.kind], location, ...containerName }, ...inside];
}

/** Whether the letters of a query stand in a name in that order, whatever is between them. */
function fits(name: string, query: string): boolean {
  let at = 0;
  const letters = name.toLowerCase();
  for (const letter of query.toLowerCase()) {
    at = letters.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}
