import { labelNamesAStatement } from '../../checks/label-names-a-statement.ts';
import { nameIsNew } from '../../checks/name-is-new.ts';
import { statementHasALine } from '../../checks/statement-has-a-line.ts';
import type * as Ast from '../../generated/syntax/ast.ts';
import { rangeOfNode } from '../../parse/parse.ts';
import { weightsArePlaced } from '../../weights/read-weights.ts';
import type { Step } from '../space.ts';
import { elaborateBranch, elaborateChoose } from './branch.ts';
import { elaborateCall, type Standing, starve } from './call.ts';
import { elaboratePrune, elaborateQuantize } from './compression.ts';
import { elaborateIf } from './conditional.ts';
import { type Context, type Flow, within } from './context.ts';
import { declareBlock, declareConstant, labelsOf } from './declaration.ts';
import { elaborateElastic } from './elastic.ts';
import { elaborateInput } from './input.ts';
import { tensor } from './operator-arguments.ts';
import { elaborateRepeat, type Repeated } from './repeat.ts';
import { elaborateResidual } from './residual.ts';
import { hasRoom } from './room.ts';
import { elaborateRoute } from './route.ts';
import { Scope } from './scope.ts';

/** Elaborates a list of statements in the context's scope: each takes the tensor that the one before gave. */
export function elaborateBody(
  context: Context,
  body: Ast.Body | undefined,
  flow: Flow,
  elaborate: typeof elaborateStatement = elaborateStatement,
): Flow {
  const { builder, problems, file, segment } = context;
  if (body === undefined || body.statements.length === 0) {
    // A copy without statements takes its time as well.
    builder.unrolled += 1;
    return flow;
  }
  segment.reserve(labelsOf(body));
  for (const statement of body.statements) if (statement.$type === 'Block') declareBlock(context, statement);
  let current = flow;
  let around = context;
  for (const [i, statement] of body.statements.entries()) {
    if (!hasRoom(context, statement)) return current;
    if (onOneLine(body.statements[i - 1], statement)) problems.atHead(statement, file, statementHasALine());
    if (statement.$type === 'Quantize') around = elaborateQuantize(around, statement);
    else if (statement.$type === 'Prune') around = elaboratePrune(around, statement, current);
    else current = elaborate(around, statement, current, isBatchnorm(body.statements[i + 1]));
  }
  return current;
}

export function elaborateStatement(
  context: Context,
  statement: Exclude<Ast.Statement, Ast.Quantize | Ast.Prune>,
  flow: Flow,
  beforeBatchnorm: boolean,
): Flow {
  switch (statement.$type) {
    case 'Block':
      return flow;
    case 'Input':
      return elaborateInput(context, statement, flow);
    case 'Constant':
      declareConstant(context, statement, flow);
      return flow;
    case 'Elastic':
      elaborateElastic(context, statement, flow);
      return flow;
    case 'Weights':
      weightsArePlaced(statement, context.file, context.problems);
      return flow;
    case 'Labelled':
      return elaborateLabelled(context, statement, flow, beforeBatchnorm);
    default:
      return withHint(context, statement, undefined, () =>
        elaborateUnlabelled(context, statement, flow, { label: undefined, beforeBatchnorm }),
      ).flow;
  }
}

function elaborateLabelled(context: Context, node: Ast.Labelled, flow: Flow, beforeBatchnorm: boolean): Flow {
  const { segment, problems, file, scope } = context;
  const { name: label, body, statement, nested } = node;
  if (label === undefined) return flow;
  const source = rangeOfNode(node, file);
  if (body === undefined && statement === undefined && nested === undefined) {
    problems.at(node, file, labelNamesAStatement(label));
    return flow;
  }
  const path = segment.join(label);
  const before = segment.claim(label, source.line);
  if (before !== undefined) problems.atHead(node, file, nameIsNew(label, before));
  const given = withHint(context, node, path, (): Repeated => {
    if (statement !== undefined) return elaborateUnlabelled(context, statement, flow, { label, beforeBatchnorm });
    const inner = { ...within(context, segment.labelled(label)), scope: new Scope(scope) };
    if (nested !== undefined) return only(elaborateLabelled(inner, nested, flow, beforeBatchnorm));
    return only(context.run(inner, body, flow));
  });
  const { flow: value, copies } = given;
  const meaning =
    value === undefined
      ? ({ kind: 'unknown' } as const)
      : ({ kind: 'tensor', value, path, ...(copies === undefined ? {} : { copies }) } as const);
  context.labels.set(path, meaning);
  const declared = scope.declare(label, meaning, source);
  if (declared !== undefined && before === undefined) problems.atHead(node, file, nameIsNew(label, declared.line));
  return value;
}

function elaborateUnlabelled(context: Context, node: Ast.Unlabelled, flow: Flow, standing: Standing): Repeated {
  const { label } = standing;
  // What makes no segment of its own stands in its label's.
  const inner = label === undefined ? context : within(context, context.segment.labelled(label));
  switch (node.$type) {
    case 'Call':
      return only(elaborateCall(context, node, flow, standing));
    case 'From':
      return only(tensor(context, node.source, flow) ?? guess(context, flow));
    case 'Repeat':
      return elaborateRepeat(context, node, flow, label);
    case 'Residual':
      return only(flow === undefined ? starve(context, node) : elaborateResidual(inner, node, flow));
    case 'Branch':
      return only(flow === undefined ? starve(context, node) : elaborateBranch(inner, node, flow));
    case 'Choose':
      return only(flow === undefined ? starve(context, node) : elaborateChoose(inner, node, flow));
    case 'If':
      return only(elaborateIf(inner, node, flow));
    case 'Route':
      return only(flow === undefined ? starve(context, node) : elaborateRoute(context, node, flow, label));
    default:
      // Recovery may leave a node that never learned which statement it was to be.
      return only(guess(context, flow));
  }
}

function only(flow: Flow): Repeated {
  return { flow, copies: undefined };
}

function guess({ builder }: Context, flow: Flow): Flow {
  return flow === undefined ? undefined : builder.guess(flow);
}

/** Elaborates a statement and notes, for editors, what it gives and which operators it is made of. */
function withHint(
  context: Context,
  node: Ast.Statement,
  path: string | undefined,
  elaborate: () => Repeated,
): Repeated {
  const { builder, file, segment } = context;
  const start = builder.steps.length;
  const given = elaborate();
  if (given.flow !== undefined) {
    const steps = builder.steps.slice(start).filter((step: Step) => step.kind === 'operator');
    const own = path ?? (steps.length === 1 ? steps[0]!.path : segment.path);
    builder.hint({ node, range: rangeOfNode(node, file), path: own, output: builder.values[given.flow]!, steps });
  }
  return given;
}

function isBatchnorm(statement: Ast.Statement | undefined): boolean {
  const inner = statement?.$type === 'Labelled' ? statement.statement : statement;
  return inner?.$type === 'Call' && inner.operator === 'batchnorm';
}

function onOneLine(previous: Ast.Statement | undefined, statement: Ast.Statement): boolean {
  const [before, here] = [previous?.$cstNode, statement.$cstNode];
  if (before === undefined || here === undefined) return false;
  const between = here.root.fullText.slice(before.end, here.offset);
  // Where more than a comment stands between them, the parser has said what is wrong there.
  if (/[\r\n]/.test(between) || before.text.endsWith(';')) return false;
  return between.replace(/\/\*.*?\*\//g, '').trim() === '';
}
