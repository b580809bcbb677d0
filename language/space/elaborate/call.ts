import { argumentFits } from '../../checks/argument-fits.ts';
import { operatorIsKnown } from '../../checks/operator-is-known.ts';
import { tensorFlows } from '../../checks/tensor-flows.ts';
import type * as Ast from '../../generated/syntax/ast.ts';
import { describeOperator, isOperatorName, operatorNames } from '../../operators/table.ts';
import { callBlock } from './block-call.ts';
import { type Context, type Flow, within } from './context.ts';
import { describeMeaning } from './describe.ts';
import { pageOf } from './library.ts';
import { readOperatorArguments } from './operator-arguments.ts';
import { callOperator } from './operator-call.ts';
import { lookup } from './reference.ts';
import type { Callable, Meaning } from './scope.ts';
import { joinWays } from './ways.ts';

/** How a statement stands in its list. */
export interface Standing {
  readonly label: string | undefined;
  /** The next statement is `batchnorm`, which makes a bias before it useless. */
  readonly beforeBatchnorm: boolean;
}

/** An operator, a block, or a name that stands for one or for a choice among several. */
export function elaborateCall(context: Context, node: Ast.Call, flow: Flow, standing: Standing): Flow {
  if (node.operator === undefined) return flow;
  const callee = calleeOf(context, node, flow);
  if (callee === undefined) return flow === undefined ? undefined : guess(context, flow);
  const { builder, segment } = context;
  if (callee.decision === undefined) return callTarget(context, node, callee.options[0]!.target, flow, standing);
  const decision = callee.decision;
  const inner = standing.label === undefined ? segment.named(node.operator) : segment.labelled(standing.label);
  const ways = callee.options.map(({ name, target }) => {
    const when = builder.pool.apply('equal', decision, builder.pool.constant(name));
    const label = inner.number(name);
    const way = () => callTarget(within(context, inner), node, target, flow, { ...standing, label });
    return { when, flow: builder.under(when, way) };
  });
  return joinWays(context, node, node.operator, ways);
}

function calleeOf(context: Context, node: Ast.Call, flow: Flow): Extract<Meaning, { kind: 'operators' }> | undefined {
  const name = node.operator;
  const { problems, file, scope } = context;
  const meaning = name === 'x' ? undefined : lookup(context, name, flow);
  if (meaning?.kind === 'operators') return meaning;
  if (isOperatorName(name))
    return { kind: 'operators', options: [{ name, target: { kind: 'primitive', operator: name } }] };
  if (meaning?.kind === 'unknown') return undefined;
  if (meaning?.kind === 'value') {
    problems.at(
      node,
      file,
      argumentFits(`\`${name}\``, 'an operator or a block', describeMeaning(context.builder, meaning)),
    );
  } else if (meaning?.kind === 'tensor') {
    problems.at(
      node,
      file,
      argumentFits(`\`${name}\``, `an operator or a block (\`from ${name}\` goes on from it)`, 'a label'),
    );
  } else {
    const blocks = [...scope.names()].filter((known) => scope.find(known)?.meaning.kind === 'operators');
    problems.at(node, file, operatorIsKnown(name, [...blocks, ...operatorNames], pageOf(name)));
  }
  return undefined;
}

/** What flows on behind a statement that makes no sense: what flowed in, as a guess. */
function guess({ builder }: Context, flow: number): number {
  return builder.guess(flow);
}

function callTarget(context: Context, node: Ast.Call, target: Callable, flow: Flow, standing: Standing): Flow {
  if (target.kind === 'block') return callBlock(context, node, target.block, flow, standing.label);
  const { operator } = target;
  const { inputs } = describeOperator(operator);
  // Operators of several equal inputs name all of them; the others take what flows, and perhaps one more by label.
  const variadic = inputs.most > 1 && inputs.label === undefined;
  const { given, labelled, complete } = readOperatorArguments(context, node, operator, variadic, flow);
  if (!variadic && flow === undefined) return starve(context, node);
  const path = context.segment.join(standing.label ?? context.segment.number(node.operator));
  const read = variadic ? labelled : [flow!, ...labelled];
  if (!complete) return flow === undefined ? undefined : guess(context, flow);
  return callOperator(context, node, {
    operator,
    path,
    given,
    inputs: read,
    beforeBatchnorm: standing.beforeBatchnorm,
  });
}

/** Reports, once in a super-network, that no tensor flows into a statement. */
export function starve(context: Context, node: Ast.Unlabelled): undefined {
  const { builder, problems, file } = context;
  if (!builder.starved) problems.atHead(node, file, tensorFlows(builder.inputs.map(({ name }) => name)));
  builder.starved = true;
  return undefined;
}
