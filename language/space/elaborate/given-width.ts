import { widthIsKnown } from '../../checks/width-is-known.ts';
import type { Expression } from '../../cost/expression.ts';
import type * as Ast from '../../generated/syntax/ast.ts';
import type { OperatorName } from '../../operators/arguments.ts';
import { describeOperator } from '../../operators/table.ts';
import { widthOf } from '../../operators/type.ts';
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

/** Reports a first argument that is the width of what enters, where the arguments are surely those of another library. */
export function reportGivenWidth(
  { builder, problems, file }: Context,
  node: Ast.Call,
  operator: OperatorName,
  given: Readonly<Record<string, Expression>>,
  flow: number,
): void {
  const isTold = told[operator];
  const type = builder.values[flow]!;
  const positions = node.arguments.findIndex(({ name }) => name !== undefined);
  const positional = positions < 0 ? node.arguments : node.arguments.slice(0, positions);
  const [first, ...others] = positional;
  if (isTold === undefined || first === undefined || type.kind === 'tokens') return;
  const width = constantOf(widthOf(type));
  const read = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, constantOf(value)]));
  if (width === undefined || firstOf(first) !== width || !isTold(read, positional.length)) return;
  const rest = [...others, ...node.arguments.slice(positional.length)].map((one) => one.$cstNode?.text ?? '…');
  const right = rest.length === 0 ? operator : `${operator}(${rest.join(', ')})`;
  const parameters = Object.keys(describeOperator(operator).arguments);
  const names = positional.map((one, i) => `${parameters[i]}: ${one.$cstNode?.text}`);
  problems.at(first, file, widthIsKnown(operator, names, width, right));
}

/** A number as it is written. */
function firstOf({ value }: Ast.Argument): number | undefined {
  return value?.$type === 'Quantity' ? Number(value.text) : undefined;
}

function constantOf(expression: Expression): number | undefined {
  return expression.kind === 'constant' ? Number(expression.value) : undefined;
}
