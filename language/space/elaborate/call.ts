import { operatorIsKnown } from '../../checks/operator-is-known.ts';
import { pipelineStartsSomewhere } from '../../checks/pipeline-starts-somewhere.ts';
import { statementIsAnOperator } from '../../checks/statement-is-an-operator.ts';
import { tensorFlows } from '../../checks/tensor-flows.ts';
import type * as Ast from '../../generated/syntax/ast.ts';
import { describeOperator, isOperatorName, operatorNames } from '../../operators/table.ts';
import { callBlock } from './block-call.ts';
import { type Context, type Flow, within } from './context.ts';
import { describeMeaning } from './describe.ts';
import { reportGivenWidth, withoutWidth } from './given-width.ts';
import { pageOf } from './library.ts';
import { reportNestedCall } from './nested-call.ts';
import { readOperatorArguments } from './operator-arguments.ts';
import { callOperator, type OperatorCall } from './operator-call.ts';
import { lookup, present } from './reference.ts';
import type { Callable, Meaning, Scope, TensorsWay } from './scope.ts';
import type { Segment } from './segment.ts';
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
  const inner =
    standing.label === undefined ? segment.named(node.operator, node, context.file) : segment.labelled(standing.label);
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
  if (meaning?.kind === 'value' || meaning?.kind === 'list') {
    problems.at(node, file, statementIsAnOperator(name, describeMeaning(context.builder, meaning), false));
  } else if (meaning?.kind === 'tensor' || meaning?.kind === 'tensors') {
    problems.at(node, file, statementIsAnOperator(name, 'a label', true));
  } else if (!scope.mayHaveMore) {
    const known = { [Symbol.iterator]: () => callableNames(scope) };
    problems.atProperty(node, 'operator', file, operatorIsKnown(name, known, pageOf(name)));
  }
  return undefined;
}

function* callableNames(scope: Scope): Iterator<string> {
  for (const name of scope.names()) if (scope.find(name)?.meaning.kind === 'operators') yield name;
  yield* operatorNames;
}

/** What flows on behind a statement that makes no sense: what flowed in, as a guess. */
function guess({ builder }: Context, flow: number): number {
  return builder.guess(flow);
}

function callTarget(context: Context, node: Ast.Call, target: Callable, flow: Flow, standing: Standing): Flow {
  if (reportNestedCall(context, node, flow)) return flow === undefined ? undefined : guess(context, flow);
  if (target.kind === 'block') return callBlock(context, node, target.block, flow, standing.label);
  const { operator } = target;
  const { inputs } = describeOperator(operator);
  // Operators of several equal inputs name all of them; the others take what flows, and perhaps one more by label.
  const variadic = inputs.most > 1 && inputs.label === undefined;
  const written = flow === undefined ? node.arguments : withoutWidth(context, node, operator, flow);
  const { given, labelled, ranged, shared, complete } = readOperatorArguments(
    context,
    written,
    operator,
    variadic,
    flow,
  );
  if (!variadic && flow === undefined) return starve(context, node);
  if (flow !== undefined && written === node.arguments) reportGivenWidth(context, node, operator, given, flow);
  const call = { operator, given, shared, beforeBatchnorm: standing.beforeBatchnorm };
  const own =
    standing.label === undefined
      ? context.segment.named(node.operator, node, context.file)
      : context.segment.labelled(standing.label);
  if (!complete) return flow === undefined ? undefined : guess(context, flow);
  if (ranged) return callEach(context, node, call, labelled, own, inputs.least);
  const values = labelled.flatMap((way) => way.values);
  return callOperator(context, node, { ...call, inputs: variadic ? values : [flow!, ...values], segment: own });
}

/**
 * One operator for each setting of an open range of copies; where a setting means one copy alone, and the operator
 * joins no fewer than two, that copy itself.
 */
function callEach(
  context: Context,
  node: Ast.Call,
  call: Omit<OperatorCall, 'inputs' | 'segment'>,
  ways: readonly TensorsWay[],
  own: Segment,
  least: number,
): Flow {
  const { builder } = context;
  const flows = ways.map(({ when, values }) => ({
    when,
    flow: builder.under(when, () => {
      if (!values.every((value) => present(context, node, value))) return undefined;
      if (values.length < least && values.length === 1) return values[0];
      const segment = ways.length === 1 ? own : own.named(call.operator, node, context.file);
      return callOperator(context, node, { ...call, inputs: values, segment });
    }),
  }));
  return joinWays(context, node, call.operator, flows);
}

/** Reports, once in a super-network, that no tensor flows into a statement. */
export function starve(context: Context, node: Ast.Unlabelled): undefined {
  const { builder, problems, file } = context;
  const inputs = builder.inputs.map(({ name }) => name);
  const problem = inputs.length === 0 ? tensorFlows() : pipelineStartsSomewhere(inputs);
  builder.readsAround = true;
  if (!builder.starved) problems.atHead(node, file, problem);
  builder.starved = true;
  return undefined;
}
