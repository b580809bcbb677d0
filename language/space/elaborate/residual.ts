import { residualKeepsShape } from '../../checks/residual-keeps-shape.ts';
import { sizesAreTried } from '../../checks/sizes-are-tried.ts';
import { evaluator } from '../../cost/evaluate.ts';
import type { Expression } from '../../cost/expression.ts';
import type * as Ast from '../../generated/syntax/ast.ts';
import { formatSymbolicType, symbolicExtents } from '../../operators/type.ts';
import type { DecisionValue } from '../decision.ts';
import type { Step, SymbolicType } from '../space.ts';
import { isConstant } from './builder.ts';
import { type Context, type Flow, within } from './context.ts';
import { describeSetting } from './describe.ts';
import { flag } from './expression.ts';
import { callOperator } from './operator-call.ts';
import { adviceOn, axesApart, type Mismatch } from './residual-advice.ts';
import { Scope } from './scope.ts';
import { joinWays } from './ways.ts';

/** The body's output plus the input, which may go through a shortcut; where the condition is false, the body alone. */
export function elaborateResidual(context: Context, node: Ast.Residual, flow: Flow): Flow {
  const { builder } = context;
  const { pool } = builder;
  const open = () => ({ ...context, scope: new Scope(context.scope) });
  const condition = node.condition === undefined ? pool.constant(true) : flag(context, node.condition, flow);
  const start = builder.steps.length;
  const body = context.run(open(), node.body, flow);
  const end = builder.steps.length;
  const steps = () => builder.steps.slice(start, end);
  if (condition === undefined || isConstant(condition, false) || body === undefined || flow === undefined) return body;
  const added = builder.under(condition, () => {
    const shortcut = node.shortcut === undefined ? flow : elaborateShortcut(open(), node, node.shortcut, flow);
    return shortcut === undefined ? undefined : add(context, node, body, shortcut, steps);
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

function add(context: Context, node: Ast.Residual, body: number, shortcut: number, steps: () => readonly Step[]): Flow {
  const { builder, segment } = context;
  const [output, input] = [builder.values[body]!, builder.values[shortcut]!];
  const setting = findMismatch(context, node, output, input);
  if (setting !== undefined) {
    if (builder.certain(body) && builder.certain(shortcut)) {
      const value = evaluator((index) => setting.get(index) ?? builder.domainOf(index)[0]!);
      reportMismatch(context, node, setting, {
        output,
        input,
        value,
        steps: steps(),
        hasShortcut: node.shortcut !== undefined,
      });
    }
    return builder.guess(shortcut);
  }
  const own = segment.named('sum', node, context.file);
  const call = { operator: 'sum', given: {}, inputs: [body, shortcut], beforeBatchnorm: false } as const;
  return callOperator(context, node, { ...call, segment: own });
}

type Setting = ReadonlyMap<number, DecisionValue>;

/** A setting at which the types differ; undefined where they never do. */
function findMismatch(
  context: Context,
  node: Ast.Residual,
  output: SymbolicType,
  input: SymbolicType,
): Setting | undefined {
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
  if (typeof setting !== 'string') return setting;
  if (setting === 'unknown') context.problems.atHead(node, context.file, sizesAreTried('that both sizes are equal'));
  return undefined;
}

function reportMismatch(context: Context, node: Ast.Residual, setting: Setting, mismatch: Mismatch): void {
  const { builder, problems, file } = context;
  const show = (size: Expression) => `${mismatch.value(size)}`;
  const [given, wanted] = [formatSymbolicType(mismatch.output, show), formatSymbolicType(mismatch.input, show)];
  const what = mismatch.hasShortcut ? `the shortcut's ${wanted}` : `the input, ${wanted},`;
  const [sizes, inputs] = [symbolicExtents(mismatch.output), symbolicExtents(mismatch.input)];
  const reads = axesApart(mismatch).flatMap((axis) => [...sizes[axis]!.reads, ...inputs[axis]!.reads]);
  const where = describeSetting(builder, setting, new Set(reads));
  const { advice, append } = adviceOn(builder, mismatch);
  problems.atHead(node, file, residualKeepsShape(given, what, where, advice, append));
}
