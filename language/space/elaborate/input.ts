import { areChannelsLast, channelsComeFirst } from '../../checks/channels-come-first.ts';
import { inputHasAShape } from '../../checks/input-has-a-shape.ts';
import { inputIsAtTheTop } from '../../checks/input-is-at-the-top.ts';
import { nameIsNew } from '../../checks/name-is-new.ts';
import { sizeIsPositive } from '../../checks/size-is-positive.ts';
import type { Expression } from '../../cost/expression.ts';
import type * as Ast from '../../generated/syntax/ast.ts';
import { rangeOfNode } from '../../parse/parse.ts';
import type { SymbolicType } from '../space.ts';
import type { Context, Flow } from './context.ts';
import { number } from './expression.ts';

const sizes = {
  image: ['channels', 'height', 'width'],
  sequence: ['length', 'width'],
  vector: ['width'],
  tokens: ['length'],
  graph: ['nodes', 'edges', 'width'],
} as const;

/** A named input. The pipeline starts at the only one; where there are several, at `from`. */
export function elaborateInput(context: Context, node: Ast.Input, flow: Flow): Flow {
  const { builder, problems, file, scope, calls } = context;
  if (calls.length > 0) {
    problems.at(node, file, inputIsAtTheTop(node.name ?? ''));
    return flow;
  }
  const type = typeOf(context, node, flow);
  // One without a name, which is reported, is called what it is.
  const name = node.name ?? (node.nameless ? node.kind : undefined);
  if (name === undefined) return flow;
  // A shape that makes no sense is reported; that nothing flows then goes without saying.
  builder.starved ||= type === undefined;
  const value = type === undefined ? undefined : builder.input(name, type);
  const meaning = value === undefined ? ({ kind: 'unknown' } as const) : ({ kind: 'tensor', value } as const);
  const before = scope.declare(name, meaning, rangeOfNode(node, file));
  if (before !== undefined) problems.at(node, file, nameIsNew(name, before.line));
  return builder.inputs.length <= 1 ? value : undefined;
}

function typeOf(context: Context, node: Ast.Input, flow: Flow): SymbolicType | undefined {
  const { problems, file } = context;
  if (node.kind === undefined) return undefined;
  const extents = node.sizes.map((size) => sizeOf(context, size, flow));
  const names = Object.hasOwn(sizes, node.kind) ? sizes[node.kind as keyof typeof sizes] : undefined;
  if (names === undefined || names.length !== extents.length) {
    problems.at(node, file, inputHasAShape(node.name ?? '', node.kind, extents.length, sizes));
    return undefined;
  }
  if (extents.some((extent) => extent === undefined)) return undefined;
  if (node.kind === 'image' && areChannelsLast(extents.map((extent) => numberOf(extent!)))) {
    problems.at(node, file, channelsComeFirst(node.sizes.map((size) => size.$cstNode?.text ?? '')));
  }
  const entries = names.map((name, i) => [name, extents[i]!]);
  return { kind: node.kind, ...Object.fromEntries(entries) } as SymbolicType;
}

/** A size of an input: a constant, since data does not change with the decisions. */
function sizeOf(context: Context, node: Ast.Expression, flow: Flow): Expression | undefined {
  const expression = number(context, node, flow);
  if (expression === undefined) return undefined;
  const value = numberOf(expression);
  if (Number.isInteger(value) && value >= 1) return expression;
  const shown = expression.kind === 'constant' ? `${value}` : 'open';
  context.problems.at(node, context.file, sizeIsPositive(shown));
  return undefined;
}

function numberOf(expression: Expression): number {
  return expression.kind === 'constant' ? Number(expression.value) : Number.NaN;
}
