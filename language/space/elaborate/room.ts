import { spaceIsSmallEnough } from '../../checks/space-is-small-enough.ts';
import type { Statement } from '../../generated/syntax/ast.ts';
import type { Context } from './context.ts';

/**
 * Statements, each as often as repeats, blocks and routes have it. A network of a hundred layers has a tenth of these, the twenty cells of DARTS most;
 * more would keep an editor waiting.
 */
export const mostStatements = 20_000;

/**
 * Counts what is about to be elaborated. False where it would be too many, which is told once, at the statement that is
 * one too many: what follows is left out.
 */
export function hasRoom({ builder, problems, file }: Context, statement: Statement, count = 1): boolean {
  builder.unrolled += count;
  if (builder.unrolled <= mostStatements) return true;
  if (!builder.overflowed) {
    const what = `the super-network has ${builder.unrolled} statements or more, counted in every copy and block call`;
    problems.atHead(statement, file, spaceIsSmallEnough(what, mostStatements));
  }
  builder.overflowed = true;
  return false;
}
