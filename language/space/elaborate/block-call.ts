import { argumentIsGiven } from '../../checks/argument-is-given.ts';
import { blockDoesNotRecur } from '../../checks/block-does-not-recur.ts';
import { nameIsNew } from '../../checks/name-is-new.ts';
import type * as Ast from '../../generated/syntax/ast.ts';
import { rangeOfNode } from '../../parse/parse.ts';
import { bindArguments, isLeftOpen } from './arguments.ts';
import type { Context, Flow } from './context.ts';
import { meaningOf } from './expression.ts';
import { type BlockDefinition, type Meaning, Scope } from './scope.ts';

/** Elaborates a block's body in the place of its call, in a segment of the label or the block's name. */
export function callBlock(
  context: Context,
  node: Ast.Call,
  block: BlockDefinition,
  flow: Flow,
  label: string | undefined,
): Flow {
  const { builder, problems, file, segment, calls } = context;
  context.called.add(block.node);
  const start = calls.findIndex((call) => call.node === block.node);
  if (start >= 0) {
    const chain = [...calls.slice(start).map((call) => call.node.name), block.node.name];
    problems.at(node, file, blockDoesNotRecur(chain));
    return flow === undefined ? undefined : builder.guess(flow);
  }
  const inner: Context = {
    ...context,
    file: block.file,
    scope: new Scope(block.scope),
    segment: label === undefined ? segment.named(node.operator, node, file) : segment.labelled(label),
    calls: [...calls, block],
  };
  bindParameters(context, inner, node, block, flow);
  return context.run(inner, block.node.body, flow);
}

function bindParameters(context: Context, inner: Context, node: Ast.Call, block: BlockDefinition, flow: Flow): void {
  const { problems, file } = context;
  const parameters = block.node.parameters.filter(({ name }) => name !== undefined);
  const declared = parameters.map(({ name, default: usual }) => ({ name, isNeeded: usual === undefined }));
  const given = bindArguments(problems, file, node.operator, node.arguments, declared);
  const missing: string[] = [];
  for (const parameter of parameters) {
    const value = given.get(parameter.name);
    let meaning: Meaning = { kind: 'unknown' };
    if (value !== undefined) meaning = meaningOf(context, value, flow);
    else if (parameter.default !== undefined) meaning = meaningOf(inner, parameter.default, flow);
    else missing.push(parameter.name);
    const before = inner.scope.declare(parameter.name, meaning, rangeOfNode(parameter, block.file));
    if (before !== undefined) problems.at(parameter, block.file, nameIsNew(parameter.name, before.line));
  }
  if (missing.length > 0 && !isLeftOpen(node)) problems.at(node, file, argumentIsGiven(node.operator, missing));
}
