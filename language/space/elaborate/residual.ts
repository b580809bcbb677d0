import { residualKeepsShape } from '../../checks/residual-keeps-shape.ts';
import { sizesAreTried } from '../../checks/sizes-are-tried.ts';
import { evaluator } from '../../cost/evaluate.ts';
import type { Expression } from '../../cost/expression.ts';
import type * as Ast from '../../generated/syntax/ast.ts';
import { formatSymbolicType, symbolicExtents, widthOf } from '../../operators/type.ts';
import type { SymbolicType } from '../space.ts';
import { isConstant } from './builder.ts';
import { type Context, type Flow, within } from './context.ts';
import { flag } from './expression.ts';
import { callOperator } from './operator-call.ts';
import { Scope } from './scope.ts';
import { joinWays } from './ways.ts';

/** The body's output plus the input, which may go through a shortcut; where the condition is false, the body alone. */
export function elaborateResidual(context: Context, node: Ast.Residual, flow: Flow): Flow {
  const { builder } = context;
  const { pool } = builder;
  const open = () => ({ ...context, scope: new Scope(context.scope) });
  const condition = node.condition === undefined ? pool.constant(true) : flag(context, node.condition, flow);
  const body = context.run(open(), node.body, flow);
  if (condition === undefined || isConstant(condition, false) || body === undefined || flow === undefined) return body;
  const added = builder.under(condition, () => {
    const shortcut = node.shortcut === undefined ? flow : elaborateShortcut(open(), node, node.shortcut, flow);
    return shortcut === undefined ? undefined : add(context, node, body, shortcut);
  });
  const ways = [
    { when: condition, flow: added },
    { when: pool.constant(true), flow: body },
  ];
  return isConstant(condition, true) ? added : joinWays(context, node, 'residual', ways);
}

function elaborateShortcut(context: Context, node: Ast.Residual, body: Ast.Body, flow: number): Flow {
  const segment = context.segment.named('shortcut', node, context.file);
  const value = context.run(within(context, segment), body, flow);
  if (value !== undefined) context.labels.set(segment.path, { kind: 'tensor', value, path: segment.path });
  return value;
}

function add(context: Context, node: Ast.Residual, body: number, shortcut: number): Flow {
  const { builder, segment } = context;
  const [output, input] = [builder.values[body]!, builder.values[shortcut]!];
  const mismatch = findMismatch(context, node, output, input);
  if (mismatch !== undefined) {
    if (builder.certain(body) && builder.certain(shortcut)) {
      const [given, wanted] = mismatch;
      const what = node.shortcut === undefined ? `the input, ${wanted},` : `the shortcut's ${wanted}`;
      const width = builder.rangeOf(widthOf(input));
      const advice = adviceOf(output, input, width.high);
      const append = width.low === width.high ? lastOperator(output, input, width.high) : undefined;
      context.problems.atHead(node, context.file, residualKeepsShape(given, what, advice, append));
    }
    return builder.guess(shortcut);
  }
  const own = segment.named('sum', node, context.file);
  const call = { operator: 'sum', given: {}, inputs: [body, shortcut], beforeBatchnorm: false } as const;
  return callOperator(context, node, { ...call, segment: own });
}

/** Both types, as they are where they differ; undefined where they never do. */
function findMismatch(
  context: Context,
  node: Ast.Residual,
  output: SymbolicType,
  input: SymbolicType,
): [string, string] | undefined {
  const { builder } = context;
  const { pool } = builder;
  const inputs = symbolicExtents(input);
  const equal =
    output.kind === input.kind
      ? pool.apply(
          'and',
          pool.constant(true),
          ...symbolicExtents(output).map((size, i) => pool.apply('equal', size, inputs[i]!)),
        )
      : pool.constant(false);
  const setting = builder.counterexample(pool.apply('and', builder.condition, pool.apply('not', equal)));
  if (typeof setting === 'string') {
    if (setting === 'unknown') context.problems.atHead(node, context.file, sizesAreTried('that both sizes are equal'));
    return undefined;
  }
  const value = evaluator((index) => setting.get(index) ?? builder.domainOf(index)[0]!);
  const show = (size: Expression) => `${value(size)}`;
  return [formatSymbolicType(output, show), formatSymbolicType(input, show)];
}

/** The operator that alone brings the output to the input's shape, where one does. */
function lastOperator(output: SymbolicType, input: SymbolicType, width: number): string | undefined {
  const [given, wanted] = [symbolicExtents(output), symbolicExtents(input)];
  const axis = input.kind === 'sequence' ? 1 : 0;
  if (output.kind !== input.kind || given.some((size, i) => i !== axis && size !== wanted[i])) return undefined;
  return input.kind === 'image' ? `conv(${width}, kernel: 1)` : `linear(${width})`;
}

function adviceOf(output: SymbolicType, input: SymbolicType, width: number): string {
  if (output.kind !== input.kind) return `bring the input to that kind in a \`shortcut { … }\``;
  if (input.kind === 'image') {
    return `end the body with \`conv(${width}, kernel: 1)\` and stride 1 throughout, or add a \`shortcut { conv(…) }\``;
  }
  return `end the body with \`linear(${width})\`, or add a \`shortcut { linear(…) }\``;
}
