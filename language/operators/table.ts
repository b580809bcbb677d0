import type { Algebra } from '../cost/algebra.ts';
import type { Expression } from '../cost/expression.ts';
import type { SymbolicArguments, SymbolicType } from '../space/space.ts';
import * as activation from './activation.ts';
import type { OperatorName } from './arguments.ts';
import { attention } from './attention.ts';
import { channel_shuffle, take_channels } from './channels.ts';
import { concat, product, sum } from './combine.ts';
import { conv, depthwise_conv } from './convolution.ts';
import { mixture, router } from './expert.ts';
import { propagate } from './graph.ts';
import { embedding, linear } from './linear.ts';
import { affine, batchnorm, layernorm, rmsnorm, scale } from './norm.ts';
import type { ArgumentDefinition, InputDefinition, Operator, Shape, TensorDefinition, Tool } from './operator.ts';
import { avg_pool, crop, global_pool, max_pool, upsample, zero } from './pooling.ts';
import { reduce_sum, stack } from './stack.ts';
import { class_token, position_embedding, sinusoidal, take_token, take_tokens, to_tokens, transpose } from './token.ts';

const table: { readonly [Name in OperatorName]: Operator<Name> } = {
  conv,
  depthwise_conv,
  linear,
  embedding,
  position_embedding,
  sinusoidal,
  class_token,
  take_token,
  take_tokens,
  to_tokens,
  transpose,
  attention,
  batchnorm,
  layernorm,
  rmsnorm,
  scale,
  affine,
  ...activation,
  zero,
  max_pool,
  avg_pool,
  global_pool,
  crop,
  upsample,
  take_channels,
  channel_shuffle,
  sum,
  product,
  concat,
  stack,
  reduce_sum,
  propagate,
  router,
  mixture,
};

export const operatorNames = Object.keys(table) as readonly OperatorName[];

export function isOperatorName(name: string): name is OperatorName {
  return Object.hasOwn(table, name);
}

/** What completion, hover and the reference page say of an operator. */
export interface OperatorDescription {
  readonly name: OperatorName;
  readonly documentation: string;
  /** In the order in which they may be given by position. */
  readonly arguments: Readonly<Record<string, ArgumentDefinition>>;
  readonly inputs: InputDefinition;
  /** Name of the tensor that `share: label` takes from another operator, where that is possible. */
  readonly shares: string | undefined;
}

export function describeOperator(name: OperatorName): OperatorDescription {
  const { documentation, arguments: definitions, inputs, shares } = operatorNamed(name);
  return { name, documentation, arguments: definitions, inputs, shares };
}

/** Whether an operator needs more of a row than its numbers. */
export function mixesRows(name: OperatorName): boolean {
  return operatorNamed(name).mixesRows === true;
}

/** Usual values of the arguments that must be given, as an editor writes them. */
export function typicalArguments(name: OperatorName): Readonly<Record<string, string>> {
  const entries = Object.entries(operatorNamed(name).arguments);
  return Object.fromEntries(
    entries.flatMap(([key, { typical }]) => (typical === undefined ? [] : [[key, `${typical}`]])),
  );
}

/** One use of an operator: every argument settled. */
export interface SymbolicUse {
  readonly operator: OperatorName;
  readonly arguments: SymbolicArguments;
  /** Types of the values read. */
  readonly inputs: readonly SymbolicType[];
}

/** An operator whose name is not known when the program is written. */
interface AnyOperator {
  readonly documentation: string;
  readonly arguments: Readonly<Record<string, ArgumentDefinition>>;
  readonly inputs: InputDefinition;
  readonly shares?: string;
  readonly mixesRows?: true;
  shape(use: AnyUse): Shape;
  tensors?(use: AnyUse & { readonly output: SymbolicType }): readonly TensorDefinition[];
  macs?(use: AnyUse & { readonly output: SymbolicType }): Expression;
  activationMacs?(use: AnyUse & { readonly output: SymbolicType }): Expression;
  counted?(use: AnyUse & { readonly output: SymbolicType }): Partial<Readonly<Record<Tool, Expression>>>;
}

interface AnyUse extends SymbolicUse {
  readonly algebra: Algebra;
}

export function operatorNamed(name: OperatorName): AnyOperator {
  return table[name] as AnyOperator;
}
