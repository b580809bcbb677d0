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
    const local = namesAround(node);
    if (local.has(name)) return;
    areKnown = false;
    problems.atProperty(
      node,
      'operator',
      file,
      operatorIsKnown(name, [...local, ...scope.names(), ...operatorNames], pageOf(name)),
    );
  });
  return areKnown;
}

/** Names declared in the lists and by the parameters around a node. */
function namesAround(node: AstNode): ReadonlySet<string> {
  const names = new Set<string>();
  for (let outer = node.$container; outer !== undefined; outer = outer.$container) {
    if (outer.$type === 'Body') {
      for (const statement of (outer as Ast.Body).statements) if ('name' in statement) names.add(statement.name);
    }
    if (outer.$type === 'Block') for (const parameter of (outer as Ast.Block).parameters) names.add(parameter.name);
    if (outer.$type === 'Repeat') names.add((outer as Ast.Repeat).index ?? '');
  }
  return names;
}
