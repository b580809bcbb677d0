import type { AstNode } from 'langium';
import type * as Ast from '../../generated/syntax/ast.ts';

/** Whether a list or a parameter around a node declares a name, as far out as a node that holds it, or anywhere. */
export function isNamedAround(node: AstNode, name: string, within?: AstNode): boolean {
  for (let outer = node.$container; outer !== within?.$container; outer = outer?.$container) {
    if (outer === undefined) return false;
    if (namesIn(outer).some((one) => one.name === name)) return true;
  }
  return false;
}

/** All names that the lists and the parameters around a node declare. */
export function namesAround(node: AstNode): ReadonlySet<string> {
  const names = new Set<string>();
  for (let outer = node.$container; outer !== undefined; outer = outer.$container) {
    for (const { name } of namesIn(outer)) if (name !== undefined) names.add(name);
  }
  return names;
}

/** What a node gives names to. */
function namesIn(node: AstNode): readonly { readonly name?: string }[] {
  if (node.$type === 'Body') return (node as Ast.Body).statements as readonly { readonly name?: string }[];
  if (node.$type === 'Block') return (node as Ast.Block).parameters;
  return node.$type === 'Repeat' ? [{ name: (node as Ast.Repeat).index ?? '' }] : [];
}
