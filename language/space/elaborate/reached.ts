import { AstUtils } from 'langium';
import { pathIsReached } from '../../checks/path-is-reached.ts';
import type { Expression } from '../../cost/expression.ts';
import type * as Ast from '../../generated/syntax/ast.ts';
import type { Context } from './context.ts';
import type { Problems } from './problems.ts';

/** The paths of each `if` that some sub-network takes, over all copies and uses of the statement. */
export type Reached = Map<Ast.If, { readonly file: string; yes: boolean; no: boolean }>;

/** Notes which paths of an `if` a sub-network can take where it stands now. */
export function noteReached({ reached, builder, scope, file }: Context, node: Ast.If, condition: Expression): void {
  const known = reached.get(node) ?? { file, yes: false, no: false };
  reached.set(node, known);
  const isPossible = (path: Expression) =>
    builder.counterexample(builder.pool.apply('and', builder.condition, path)) !== 'none';
  // A constant is a switch for people to turn, and a parameter or the number of a copy is another one elsewhere.
  const isDecided = AstUtils.streamAst(node.condition).some(
    (part) => part.$type === 'Reference' && scope.find((part as Ast.Reference).name)?.elastic !== undefined,
  );
  const isSwitch = condition.kind === 'constant' && !isDecided;
  known.yes ||= isSwitch || isPossible(condition);
  known.no ||= isSwitch || isPossible(builder.pool.apply('not', condition));
}

/** Reports the paths that no sub-network takes. */
export function unreachedPaths(reached: Reached, file: string, problems: Problems): void {
  for (const [node, { file: written, yes, no }] of reached) {
    if (written !== file) continue;
    const condition = node.condition?.$cstNode?.text ?? '';
    const hasElse = node.else !== undefined || node.elseIf !== undefined;
    if (!yes) problems.atHead(node, file, pathIsReached(condition, true));
    else if (!no && hasElse) problems.atHead(node, file, pathIsReached(condition, false));
  }
}
