import type { AstNode } from 'langium';
import { argumentIsGiven } from '../../checks/argument-is-given.ts';
import { expertSeesSingleRows } from '../../checks/expert-sees-single-rows.ts';
import type { Expression } from '../../cost/expression.ts';
import type { OperatorName } from '../../operators/arguments.ts';
import { describeOperator, mixesRows, typicalArguments } from '../../operators/table.ts';
import { isWeight } from '../../operators/tensors.ts';
import { sizesOf } from '../../operators/type.ts';
import { settleArguments, shapeOf, tensorsOf } from '../../operators/use.ts';
import { rangeOfNode } from '../../parse/parse.ts';
import type { SymbolicType } from '../space.ts';
import { isLeftOpen } from './arguments.ts';
import type { SpaceBuilder } from './builder.ts';
import { compressionOf } from './compression.ts';
import { type Context, type Flow, within } from './context.ts';
import { headsDivideWidth, isWhole, requirementsHold } from './requirement.ts';
import type { Segment } from './segment.ts';

export interface OperatorCall {
  readonly operator: OperatorName;
  /** The operator's own: its path is the operator's. */
  readonly segment: Segment;
  readonly given: Readonly<Record<string, Expression>>;
  readonly inputs: readonly number[];
  readonly beforeBatchnorm: boolean;
  /** Where tensors are stored that are another operator's, by name; absent: none are. */
  readonly shared?: ReadonlyMap<string, string>;
}

/**
 * Adds one use of an operator to the space. Where something is wrong it is reported, and the first input flows on as
 * a guess, so that what follows still has a shape to show; nothing more is reported of what a guess runs into.
 */
export function callOperator(context: Context, node: AstNode, call: OperatorCall): Flow {
  const { builder, problems, file } = context;
  const { operator, segment, inputs } = call;
  const types = inputs.map((input) => builder.values[input]!);
  const certain = inputs.every((input) => builder.certain(input));
  const guess = () => (inputs[0] === undefined ? undefined : builder.guess(inputs[0]));
  const { settled, missing } = settleArguments(builder.pool, operator, call.given, types, call.beforeBatchnorm);
  if (missing.length > 0) {
    if (!isLeftOpen(node)) {
      problems.at(node, file, argumentIsGiven(operator, missing, typicalArguments(operator)));
    }
    return guess();
  }
  if (builder.rows !== undefined && mixesRows(operator)) {
    problems.at(node, file, expertSeesSingleRows(operator));
    return guess();
  }
  const shape = shapeOf(builder.pool, { operator, arguments: settled, inputs: types });
  if ('problem' in shape) {
    if (certain) problems.at(node, file, shape.problem);
    return guess();
  }
  const use = { operator, arguments: settled, inputs, type: shape.output, source: rangeOfNode(node, file) };
  const sound =
    certain &&
    argumentsAreWhole(context, node, operator, settled) &&
    requirementsHold(context, node, shape.requirements);
  // An output without sizes (a window larger than its image) would give nonsense to everything behind it.
  if (!sound && !hasSizes(builder, shape.output)) return guess();
  const tensors = tensorsOf(builder.pool, { operator, arguments: settled, inputs: types }, shape.output);
  return builder.operator({
    ...use,
    path: segment.path,
    certain: sound,
    tensors,
    ...(tensors.some(isWeight) ? compressionOf(within(context, segment)) : {}),
    shared: call.shared ?? new Map(),
  });
}

function argumentsAreWhole(
  context: Context,
  node: AstNode,
  operator: OperatorName,
  settled: Readonly<Record<string, Expression>>,
): boolean {
  return Object.entries(describeOperator(operator).arguments)
    .filter(([name, { kind }]) => (kind === 'size' || kind === 'count') && settled[name] !== undefined)
    .map(([name]) =>
      operator === 'attention' && name === 'head_dim' && settled.heads !== undefined
        ? headsDivideWidth(context, node, settled.heads, settled.head_dim!)
        : isWhole(context, node, `\`${name}\` of \`${operator}\``, settled[name]!),
    )
    .every(Boolean);
}

export function hasSizes(builder: SpaceBuilder, type: SymbolicType): boolean {
  return sizesOf(type).every((size) => builder.rangeOf(size, 64).low >= 1);
}
