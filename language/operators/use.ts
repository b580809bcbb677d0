import { algebra } from '../cost/algebra.ts';
import type { Expression, ExpressionPool } from '../cost/expression.ts';
import type { SymbolicArguments, SymbolicType } from '../space/space.ts';
import type { OperatorName } from './arguments.ts';
import type { Convention, Shape, TensorDefinition } from './operator.ts';
import { argumentRequirements, inputProblem } from './requirements.ts';
import { operatorNamed, type SymbolicUse } from './table.ts';

/**
 * The arguments given, with the defaults of those left out, in the table's order; `missing` names those that must be
 * given and are not. Inputs of a wrong kind give no defaults.
 */
export function settleArguments(
  pool: ExpressionPool,
  name: OperatorName,
  given: SymbolicArguments,
  inputs: readonly SymbolicType[],
  beforeBatchnorm: boolean,
): { readonly settled: SymbolicArguments; readonly missing: readonly string[] } {
  const settled: Record<string, Expression> = { ...given };
  const missing: string[] = [];
  const definitions = operatorNamed(name).arguments;
  // A default may read sizes which only inputs of the right kind have: `width / heads`.
  const fits = inputProblem({ operator: name, arguments: given, inputs }) === undefined;
  for (const argument in definitions) {
    if (settled[argument] !== undefined) continue;
    const usual = definitions[argument]!.default;
    if (usual === undefined) missing.push(argument);
    else if (missing.length === 0 && fits)
      settled[argument] = usual.value({ algebra: algebra(pool), inputs, settled, beforeBatchnorm });
  }
  const ordered: Record<string, Expression> = {};
  for (const argument in definitions) {
    if (settled[argument] !== undefined) ordered[argument] = settled[argument];
  }
  return { settled: ordered, missing };
}

/** The type that an operator gives and what must hold for that, or why it cannot stand here at all. */
export function shapeOf(pool: ExpressionPool, use: SymbolicUse): Shape {
  const problem = inputProblem(use);
  if (problem !== undefined) return { problem };
  const shape = operatorNamed(use.operator).shape({ ...use, algebra: algebra(pool) });
  if ('problem' in shape) return shape;
  return { ...shape, requirements: [...argumentRequirements(pool, use), ...shape.requirements] };
}

/** Tensors that a use stores, without those it never has. */
export function tensorsOf(pool: ExpressionPool, use: SymbolicUse, output: SymbolicType): readonly TensorDefinition[] {
  const tensors = operatorNamed(use.operator).tensors?.({ ...use, output, algebra: algebra(pool) }) ?? [];
  return tensors.filter(({ when }) => when.kind !== 'constant' || when.value === true);
}

/** Multiply-accumulates of one use for one example, by what is multiplied. */
export interface Macs {
  /** Of activations with the operator's weights. */
  readonly weights: Expression;
  /** Of activations with each other. */
  readonly activations: Expression;
  /** What the convention counts besides: biases, norms. */
  readonly others: Expression;
}

export function macsOf(pool: ExpressionPool, use: SymbolicUse, output: SymbolicType, convention: Convention): Macs {
  const priced = { ...use, output, algebra: algebra(pool) };
  const { macs, activationMacs, counted } = operatorNamed(use.operator);
  const nothing = pool.constant(0);
  return {
    weights: macs?.(priced) ?? nothing,
    activations: activationMacs?.(priced) ?? nothing,
    others: (convention === 'matmul' ? undefined : counted?.(priced)[convention]) ?? nothing,
  };
}

/** Whether an operator may have multiply-accumulates at all. */
export function hasMacs(name: OperatorName, convention: Convention): boolean {
  const { macs, activationMacs, counted } = operatorNamed(name);
  return macs !== undefined || activationMacs !== undefined || (convention !== 'matmul' && counted !== undefined);
}
