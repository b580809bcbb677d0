import type * as Ast from '../../generated/syntax/ast.ts';
import type { Context, Flow } from './context.ts';
import { flag } from './expression.ts';
import { noteReached } from './reached.ts';
import { Scope } from './scope.ts';
import { joinWays } from './ways.ts';

/** One body or the other; a condition that is settled leaves no trace, and the other body is not elaborated. */
export function elaborateIf(context: Context, node: Ast.If, flow: Flow): Flow {
  const { pool } = context.builder;
  const condition = flag(context, node.condition, flow);
  const open = () => ({ ...context, scope: new Scope(context.scope) });
  const yes = () => context.run(open(), node.then, flow);
  const no = () =>
    node.elseIf === undefined ? context.run(open(), node.else, flow) : elaborateIf(context, node.elseIf, flow);
  if (condition === undefined) return yes();
  noteReached(context, node, condition);
  if (condition.kind === 'constant') return condition.value === true ? yes() : no();
  const otherwise = pool.apply('not', condition);
  const ways = [
    { when: condition, flow: context.builder.under(condition, yes) },
    { when: otherwise, flow: context.builder.under(otherwise, no) },
  ];
  return joinWays(context, node, 'if', ways);
}
