import { widthIsKnown } from '../../checks/width-is-known.ts';
import { widthIsLeftOut } from '../../checks/width-is-left-out.ts';
import type { Expression } from '../../cost/expression.ts';
import type * as Ast from '../../generated/syntax/ast.ts';
import type { OperatorName } from '../../operators/arguments.ts';
import { describeOperator } from '../../operators/table.ts';
import { widthOf } from '../../operators/type.ts';
import type { SymbolicType } from '../space.ts';
import type { Context } from './context.ts';

type Given = Readonly<Record<string, number | undefined>>;

/** Operators whose layers in other libraries are told first how wide their input is, and what such a call reads like. */
const told: Partial<Readonly<Record<OperatorName, (given: Given, positions: number) => boolean>>> = {
  conv: ({ kernel = 0, stride = 0 }, positions) => positions >= 3 && isOdd(kernel, stride),
  depthwise_conv: ({ kernel = 0, stride = 0 }, positions) => positions >= 2 && isOdd(kernel, stride),
  attention: (_given, positions) => positions >= 2,
  linear: (_given, positions) => positions >= 2,
  batchnorm: (_given, positions) => positions >= 1,
  layernorm: (_given, positions) => positions >= 1,
  rmsnorm: (_given, positions) => positions >= 1,
};

/** Whether nobody would slide such a window: larger than any in use, or even and moved by an odd step. */
function isOdd(kernel: number, stride: number): boolean {
  return kernel > 11 || (kernel % 2 === 0 && stride % 2 === 1 && stride > 1);
}

/**
 * The arguments of a call, without a first one that can only be the width of what enters, which is reported: behind it
 * stands a parameter's value a second time, or a number where `true` or `false` belongs.
 */
export function withoutWidth(
  { builder, problems, file }: Context,
  node: Ast.Call,
  operator: OperatorName,
  flow: number,
): readonly Ast.Argument[] {
  const width = widthThatEnters(builder.values[flow]!);
  const [first, ...others] = node.arguments;
  const written = numberOf(first);
  if (told[operator] === undefined || written === undefined) return node.arguments;
  const definitions = Object.entries(describeOperator(operator).arguments);
  const positional = positionalOf(node);
  const isFlagged = positional.some((one, i) => definitions[i]?.[1].kind === 'flag' && numberOf(one) !== undefined);
  const taken = definitions.slice(0, positional.length).map(([name]) => name);
  const isRepeated = node.arguments.some(({ name }) => name !== undefined && taken.includes(name));
  if (!isFlagged && (!isRepeated || written !== width)) return node.arguments;
  problems.at(first!, file, widthIsLeftOut(operator, width, callOf(operator, others)));
  return others;
}

/** Reports a first argument that is the width of what enters, where the arguments are surely those of another library. */
export function reportGivenWidth(
  { builder, problems, file }: Context,
  node: Ast.Call,
  operator: OperatorName,
  given: Readonly<Record<string, Expression>>,
  flow: number,
): void {
  const isTold = told[operator];
  const positional = positionalOf(node);
  const [first] = positional;
  const width = isTold && first && widthThatEnters(builder.values[flow]!);
  if (isTold === undefined || first === undefined || width === undefined) return;
  const read = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, constantOf(value)]));
  if (numberOf(first) !== width || !isTold(read, positional.length)) return;
  const parameters = Object.keys(describeOperator(operator).arguments);
  const names = positional.map((one, i) => `${parameters[i]}: ${one.$cstNode?.text}`);
  problems.at(first, file, widthIsKnown(operator, names, width, callOf(operator, node.arguments.slice(1))));
}

/** Those before the first one with a name. */
function positionalOf(node: Ast.Call): readonly Ast.Argument[] {
  const named = node.arguments.findIndex(({ name }) => name !== undefined);
  return named < 0 ? node.arguments : node.arguments.slice(0, named);
}

function callOf(operator: string, given: readonly Ast.Argument[]): string {
  const written = given.map((one) => one.$cstNode?.text ?? '…');
  return written.length === 0 ? operator : `${operator}(${written.join(', ')})`;
}

/** The width of a tensor, where it is one number. */
function widthThatEnters(type: SymbolicType): number | undefined {
  return type.kind === 'tokens' ? undefined : constantOf(widthOf(type));
}

/** A number as it is written. */
function numberOf(argument: Ast.Argument | undefined): number | undefined {
  return argument?.value?.$type === 'Quantity' ? Number(argument.value.text) : undefined;
}

function constantOf(expression: Expression): number | undefined {
  return expression.kind === 'constant' ? Number(expression.value) : undefined;
}
