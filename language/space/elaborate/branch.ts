import { domainHasValues } from '../../checks/domain-has-values.ts';
import { jointIsKnown } from '../../checks/joint-is-known.ts';
import { nameIsNew } from '../../checks/name-is-new.ts';
import type * as Ast from '../../generated/syntax/ast.ts';
import { rangeOfNode } from '../../parse/parse.ts';
import { type Context, type Flow, within } from './context.ts';
import { declareDecision } from './elastic.ts';
import { callOperator } from './operator-call.ts';
import { Scope } from './scope.ts';
import { joinWays } from './ways.ts';

const joints = ['sum', 'concat', 'product'] as const;

/** Parallel paths from the same input, joined by an operator. */
export function elaborateBranch(context: Context, node: Ast.Branch, flow: Flow): Flow {
  const { problems, file, segment, builder } = context;
  const joint = joints.find((one) => one === node.kind);
  if (joint === undefined && node.kind !== undefined) {
    problems.atHead(node, file, jointIsKnown(node.kind, joints));
  }
  if (node.nameless.length > 0) return firstOf(context, node.nameless, flow);
  const paths = distinctPaths(context, node.paths);
  const outputs = paths.map((path) => elaboratePath(context, path, flow));
  const values = outputs.filter((output) => output !== undefined);
  if (values.length < outputs.length) return undefined;
  if (values.length < 2) return values[0] ?? flow;
  if (joint === undefined) return builder.guess(values[0]!);
  const own = segment.named(joint, node, file);
  const call = { operator: joint, given: {}, inputs: values, beforeBatchnorm: false };
  return callOperator(context, node, { ...call, segment: own });
}

/** One path of several, by a decision of its own. */
export function elaborateChoose(context: Context, node: Ast.Choose, flow: Flow): Flow {
  const { builder, problems, file } = context;
  if (node.nameless.length > 0) return firstOf(context, node.nameless, flow);
  const paths = distinctPaths(context, node.paths);
  if (node.name === undefined) return flow;
  if (paths.length === 0) {
    problems.atHead(
      node,
      file,
      domainHasValues(node.name, `write its paths: \`choose ${node.name} { a { … } b { … } }\``),
    );
    return flow;
  }
  const names = paths.map(({ name }) => name);
  const decision = declareDecision(context, node.name, names, 0, node);
  if (decision === undefined) return elaboratePath(context, paths[0]!, flow);
  const ways = paths.map((path) => {
    const when = builder.pool.apply('equal', decision, builder.pool.constant(path.name));
    return { when, flow: builder.under(when, () => elaboratePath(context, path, flow)) };
  });
  return joinWays(context, node, `choose ${node.name}`, ways);
}

/** Paths without names, which are reported, cannot be told apart: what the first one gives is a guess at what flows on. */
function firstOf(context: Context, [first]: readonly Ast.Body[], flow: Flow): Flow {
  const value = context.run({ ...context, scope: new Scope(context.scope) }, first, flow);
  return value === undefined ? undefined : context.builder.guess(value);
}

function elaboratePath(context: Context, path: Ast.Path, flow: Flow): Flow {
  const scoped = { ...context, scope: new Scope(context.scope) };
  const segment = context.segment.named(path.name, path, context.file);
  const value = context.run(within(scoped, segment), path.body, flow);
  if (value !== undefined) context.labels.set(segment.path, { kind: 'tensor', value, path: segment.path });
  return value;
}

function distinctPaths(context: Context, paths: readonly Ast.Path[]): readonly Ast.Path[] {
  const lines = new Map<string, number>();
  return paths.filter((path) => {
    if (path.name === undefined) return false;
    const line = lines.get(path.name);
    if (line === undefined) lines.set(path.name, rangeOfNode(path, context.file).line);
    else context.problems.atHead(path, context.file, nameIsNew(path.name, line));
    return line === undefined;
  });
}
