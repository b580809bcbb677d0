import { countIsNotNegative } from '../../checks/count-is-not-negative.ts';
import { spaceIsSmallEnough } from '../../checks/space-is-small-enough.ts';
import type { Expression } from '../../cost/expression.ts';
import type * as Ast from '../../generated/syntax/ast.ts';
import { rangeOfNode } from '../../parse/parse.ts';
import { isConstant } from './builder.ts';
import type { Context, Flow } from './context.ts';
import { number } from './expression.ts';
import { isWhole } from './requirement.ts';
import { Scope } from './scope.ts';
import type { Segment } from './segment.ts';
import { joinWays, type Way } from './ways.ts';

const mostCopies = 1000;

export interface Repeated {
  readonly flow: Flow;
  /** The value of every copy, where all of them have one. */
  readonly copies: readonly number[] | undefined;
}

/**
 * Copies of the body in sequence, the first N of the largest number; each is there where N is larger than its index.
 * Inside the body the repeat's label stands for the copies so far: `cell[i - 2]`.
 */
export function elaborateRepeat(context: Context, node: Ast.Repeat, flow: Flow, label: string | undefined): Repeated {
  const { builder, segment } = context;
  const { pool } = builder;
  const count = isCount(node) ? number(context, node.count, flow) : undefined;
  const limits = count === undefined ? undefined : copiesOf(context, node.count, count, 0);
  const copies = label === undefined ? segment.named('repeat', node, context.file) : segment.labelled(label);
  if (count === undefined || limits === undefined) {
    // The count makes no sense (yet): one copy shows its shapes and prices while the line is being written.
    return { flow: elaborateCopy(context, node, flow, copies, 0), copies: undefined };
  }
  const flows: Flow[] = [flow];
  for (let i = 0; i < limits.high; i += 1) {
    const there = pool.apply('less', pool.constant(i), count);
    const inner = { ...context, scope: withCopies(context, node, label, flows) };
    flows.push(builder.under(there, () => elaborateCopy(inner, node, flows[i], copies, i)));
    if (builder.overflowed) return { flow: flows.at(-1), copies: undefined };
  }
  const ways: Way[] = [];
  for (let n = limits.high; n >= limits.low; n -= 1) {
    const when = pool.apply('equal', count, pool.constant(n));
    if (!isConstant(when, false)) ways.push({ when, flow: flows[n] });
  }
  const values = flows.slice(1).filter((value) => value !== undefined);
  return {
    flow: joinWays(context, node, 'repeat', ways),
    copies: values.length === limits.high ? values : undefined,
  };
}

/** Whether a number of copies is written, not a range of it nor the words of another language, which are reported. */
function isCount({ loop, to, count }: Ast.Repeat): boolean {
  return to === undefined && !(loop && count?.$type === 'Reference' && count.called);
}

/** A scope in which a repeat's label stands for the copies so far, and alone for what flows into the next one. */
function withCopies(
  { scope, file }: Context,
  node: Ast.Repeat,
  label: string | undefined,
  flows: readonly Flow[],
): Scope {
  const inner = new Scope(scope);
  if (label === undefined) return inner;
  const copies = flows.slice(1).filter((copy) => copy !== undefined);
  const value = flows.at(-1);
  if (value === undefined || copies.length < flows.length - 1) return inner;
  inner.declare(label, { kind: 'tensor', value, copies }, rangeOfNode(node, file));
  return inner;
}

function elaborateCopy(context: Context, node: Ast.Repeat, flow: Flow, copies: Segment, i: number): Flow {
  const { builder, problems, file } = context;
  const scope = new Scope(context.scope);
  if (node.index !== undefined) {
    const meaning = { kind: 'value', expression: builder.pool.constant(i) } as const;
    scope.declare(node.index, meaning, rangeOfNode(node, file));
  }
  return context.run({ ...context, problems, scope, segment: copies.copy(i) }, node.body, flow);
}

/** The fewest and the most copies, or undefined where the number makes no sense, which is reported. */
export function copiesOf(
  context: Context,
  node: Ast.Expression,
  count: Expression,
  least: number,
): { low: number; high: number } | undefined {
  const { builder, problems, file } = context;
  const written = `the count \`${node.$cstNode?.text ?? ''}\``;
  if (!isWhole(context, node, written, count)) return undefined;
  const { low, high } = builder.rangeOf(count);
  if (!(low >= least && Number.isFinite(high))) {
    problems.at(node, file, countIsNotNegative(node.$cstNode?.text ?? '', low, least));
    return undefined;
  }
  if (high > mostCopies) {
    problems.at(node, file, spaceIsSmallEnough(`this makes ${high} copies`, mostCopies));
    return undefined;
  }
  return { low, high };
}
