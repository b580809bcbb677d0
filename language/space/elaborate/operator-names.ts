import type { AstNode } from 'langium';
import { operatorIsKnown } from '../../checks/operator-is-known.ts';
import type * as Ast from '../../generated/syntax/ast.ts';
import { isOperatorName, operatorNames } from '../../operators/table.ts';
import { visitContents } from '../../parse/contents.ts';
import { pageOf } from './library.ts';
import type { Problems } from './problems.ts';
import type { Scope } from './scope.ts';

/**
 * Reports unknown operators where elaboration never comes: in blocks that nothing uses, and in the branch of an `if`
 * that a constant rules out. True where there are none in the declaration.
 */
export function operatorNamesAreKnown(
  declaration: Ast.Declaration,
  file: string,
  scope: Scope,
  problems: Problems,
): boolean {
  if (scope.mayHaveMore) return true;
  let areKnown = true;
  visitContents(declaration, (node) => {
    if (node.$type !== 'Call') return;
    const { operator: name } = node as Ast.Call;
    if (name === undefined || isOperatorName(name) || scope.find(name) !== undefined) return;
    if (isNamedAround(node, name)) return;
    areKnown = false;
    const local = namesAround(node);
    problems.atProperty(
      node,
      'operator',
      file,
      operatorIsKnown(name, [...local, ...scope.names(), ...operatorNames], pageOf(name)),
    );
  });
  return areKnown;
}

function isNamedAround(node: AstNode, name: string): boolean {
  for (const one of namesFrom(node)) if (one === name) return true;
  return false;
}

function namesAround(node: AstNode): ReadonlySet<string> {
  return new Set(namesFrom(node));
}

/** Names declared in the lists and by the parameters around a node, the innermost first. */
function* namesFrom(node: AstNode): Iterable<string> {
  for (let outer = node.$container; outer !== undefined; outer = outer.$container) {
    if (outer.$type === 'Body') {
      for (const statement of (outer as Ast.Body).statements) if ('name' in statement) yield statement.name;
    }
    if (outer.$type === 'Block') for (const parameter of (outer as Ast.Block).parameters) yield parameter.name;
    if (outer.$type === 'Repeat') yield (outer as Ast.Repeat).index ?? '';
  }
}
