import { expertKeepsRows } from '../../checks/expert-keeps-rows.ts';
import { algebra } from '../../cost/algebra.ts';
import type { Expression } from '../../cost/expression.ts';
import type * as Ast from '../../generated/syntax/ast.ts';
import { rowsOf } from '../../operators/type.ts';
import { isConstant } from './builder.ts';
import { type Context, type Flow, within } from './context.ts';
import { describeType } from './describe.ts';
import { number } from './expression.ts';
import { callOperator } from './operator-call.ts';
import { copiesOf } from './repeat.ts';
import { hasRoom } from './room.ts';
import { Scope } from './scope.ts';
import type { Segment } from './segment.ts';
import { joinWays, type Way } from './ways.ts';

/**
 * Copies of the body as experts, of which a learned router sends every row to a few. Each expert is priced on the rows
 * that it gets where all get as many as each other, the first ones one more where that does not come out even: with
 * bodies alike that is `top` times the body. Where the number of experts is open, the first ones are used.
 */
export function elaborateRoute(context: Context, node: Ast.Route, flow: number, label: string | undefined): Flow {
  const { builder, segment } = context;
  const { pool } = builder;
  const experts = number(context, node.count, flow);
  const top = number(context, node.top, flow);
  const limits = experts === undefined ? undefined : copiesOf(context, node.count, experts, 1);
  const own = label === undefined ? segment.named('route', node, context.file) : segment.labelled(label);
  const inner = within(context, own);
  const expert = (i: number) => elaborateExpert(context, node, flow, own, i);
  if (experts === undefined || top === undefined || limits === undefined) {
    // The numbers make no sense (yet): one expert shows its shapes and prices while the line is being written.
    const shown = expert(0);
    return shown === undefined ? undefined : builder.guess(shown);
  }
  const call = {
    segment: own.named('router', node, context.file),
    given: { experts, top },
    inputs: [flow],
    beforeBatchnorm: false,
  };
  const shares = callOperator(inner, node, { operator: 'router', ...call });
  if (shares === undefined || !builder.certain(shares)) return expert(0);
  const given: Flow[] = [];
  for (let i = 0; i < limits.high; i += 1) {
    const there = pool.apply('less', pool.constant(i), experts);
    const rows = rowsSent(context, flow, experts, top, i);
    given.push(builder.under(there, () => builder.routed(rows, () => expert(i))));
    if (builder.overflowed) return given[0];
  }
  const ways: Way[] = [];
  for (let n = limits.high; n >= limits.low; n -= 1) {
    const when = pool.apply('equal', experts, pool.constant(n));
    const values = given.slice(0, n).filter((value) => value !== undefined);
    if (isConstant(when, false) || values.length < n) continue;
    const joined = { segment: own.named('mixture', node, context.file), given: {}, beforeBatchnorm: false };
    // Where the number is open, the experts are joined once for each.
    if (!hasRoom(context, node, n)) return given[0];
    const join = () => callOperator(inner, node, { operator: 'mixture', ...joined, inputs: [shares, ...values] });
    ways.push({ when, flow: builder.under(when, join) });
  }
  return joinWays(context, node, 'route', ways);
}

/** ceil((rows * top - i) / experts): over all experts these add up to rows * top. */
function rowsSent({ builder }: Context, flow: number, experts: Expression, top: Expression, i: number): Expression {
  const { plus, minus, times, floorOver } = algebra(builder.pool);
  const rows = builder.rows ?? rowsOf(algebra(builder.pool), builder.values[flow]!);
  return floorOver(minus(plus(times(rows, top), experts), i + 1), experts);
}

/** One expert; what it gives must have as many rows as it was given. */
function elaborateExpert(context: Context, node: Ast.Route, flow: number, experts: Segment, i: number): Flow {
  const { builder, problems, file } = context;
  const scope = new Scope(context.scope);
  const given = context.run({ ...context, scope, segment: experts.copy(i) }, node.body, flow);
  if (given === undefined || !builder.certain(given)) return given;
  const [entering, leaving] = [builder.values[flow]!, builder.values[given]!];
  const rows = (type: typeof entering) => rowsOf(algebra(builder.pool), type);
  const same = entering.kind === leaving.kind ? builder.pool.apply('equal', rows(entering), rows(leaving)) : undefined;
  const differs = same && builder.pool.apply('and', builder.condition, builder.pool.apply('not', same));
  if (differs !== undefined && builder.counterexample(differs) === 'none') return given;
  problems.atHead(node, file, expertKeepsRows(describeType(builder, entering), describeType(builder, leaving)));
  return builder.guess(flow);
}
