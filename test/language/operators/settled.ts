import { evaluate } from '../../../language/cost/evaluate.ts';
import { createPool, type Expression, type Value } from '../../../language/cost/expression.ts';
import type { OperatorName } from '../../../language/operators/arguments.ts';
import { type Convention, conventions } from '../../../language/operators/operator.ts';
import { formatSymbolicType } from '../../../language/operators/type.ts';
import { macsOf, settleArguments, shapeOf, tensorsOf } from '../../../language/operators/use.ts';
import type { SymbolicType } from '../../../language/space/space.ts';

const pool = createPool();
const size = (value: number) => pool.constant(value);
const show = (expression: Expression) => String(evaluate(expression, () => 0));

export const image = (c: number, h: number, w = h): SymbolicType => ({
  kind: 'image',
  channels: size(c),
  height: size(h),
  width: size(w),
});
export const sequence = (n: number, d: number) =>
  ({ kind: 'sequence', length: size(n), width: size(d) }) as const satisfies SymbolicType;
export const graph = (nodes: number, edges: number, d: number) =>
  ({ kind: 'graph', nodes: size(nodes), edges: size(edges), width: size(d) }) as const satisfies SymbolicType;
export const stack = (count: number, of: ReturnType<typeof sequence | typeof graph>): SymbolicType => ({
  kind: 'stack',
  count: size(count),
  of,
});
export const vector = (d: number): SymbolicType => ({ kind: 'vector', width: size(d) });
export const tokens = (n: number): SymbolicType => ({ kind: 'tokens', length: size(n) });

export interface Settled {
  readonly arguments: Readonly<Record<string, Value>>;
  readonly output: string;
  readonly tensors: Readonly<Record<string, string>>;
  readonly params: number;
  readonly macs: Readonly<Record<Convention, number>>;
  /** Messages of the requirements that do not hold. */
  readonly failures: readonly string[];
}

/** An operator with settled arguments over settled inputs. */
export function settle(
  operator: OperatorName,
  given: Readonly<Record<string, Value>>,
  inputs: readonly SymbolicType[],
  beforeBatchnorm = false,
): Settled | { readonly problem: string } {
  const constants = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, pool.constant(value)]));
  const { settled, missing } = settleArguments(pool, operator, constants, inputs, beforeBatchnorm);
  if (missing.length > 0) return { problem: `missing ${missing.join()}` };
  const use = { operator, arguments: settled, inputs };
  const shape = shapeOf(pool, use);
  if ('problem' in shape) return { problem: shape.problem.message };
  const tensors = tensorsOf(pool, use, shape.output);
  const number = (expression: Expression) => evaluate(expression, () => 0) as number;
  return {
    arguments: Object.fromEntries(Object.entries(settled).map(([name, value]) => [name, evaluate(value, () => 0)])),
    output: formatSymbolicType(shape.output, show),
    tensors: Object.fromEntries(tensors.map((tensor) => [tensor.name, tensor.shape.map(show).join('x')])),
    params: tensors
      .filter((tensor) => tensor.trained)
      .reduce((sum, tensor) => sum + tensor.shape.reduce((product, extent) => product * number(extent), 1), 0),
    macs: Object.fromEntries(
      conventions.map((convention) => {
        const { weights, activations, others } = macsOf(pool, use, shape.output, convention);
        return [convention, number(weights) + number(activations) + number(others)];
      }),
    ) as Record<Convention, number>,
    failures: shape.requirements.flatMap((requirement) =>
      requirement.kind === 'holds' && evaluate(requirement.condition, () => 0) !== true
        ? [requirement.problem(show).message]
        : [],
    ),
  };
}

/** The same where it must succeed. */
export function settleWell(...use: Parameters<typeof settle>): Settled {
  const settled = settle(...use);
  if ('problem' in settled) throw new Error(settled.problem);
  return settled;
}
