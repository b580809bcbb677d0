import type { AstNode } from 'langium';
import { headsDivide } from '../../checks/heads-divide.ts';
import { sizesAreTried } from '../../checks/sizes-are-tried.ts';
import { valueIsWhole } from '../../checks/value-is-whole.ts';
import { evaluator, fractionOf } from '../../cost/evaluate.ts';
import type { Expression, Operation } from '../../cost/expression.ts';
import { printValue } from '../../cost/print.ts';
import type { Requirement } from '../../operators/operator.ts';
import type { DecisionValue } from '../decision.ts';
import type { SpaceBuilder } from './builder.ts';
import type { Context } from './context.ts';
import { describeSetting, printExpression } from './describe.ts';

type Setting = ReadonlyMap<number, DecisionValue>;

/** Reports what does not hold somewhere in the space where the statement is there; true where all of it holds. */
export function requirementsHold(context: Context, node: AstNode, requirements: readonly Requirement[]): boolean {
  return requirements.map((requirement) => requirementHolds(context, node, requirement)).every(Boolean);
}

function requirementHolds(context: Context, node: AstNode, requirement: Requirement): boolean {
  const { builder, problems, file } = context;
  const { pool } = builder;
  if (requirement.kind === 'fixed') {
    const { low, high } = builder.rangeOf(requirement.expression);
    if (low === high) return true;
    problems.at(
      node,
      file,
      requirement.problem((part) => printExpression(builder, part)),
    );
    return false;
  }
  const broken = pool.apply('and', builder.condition, pool.apply('not', requirement.condition));
  const setting = builder.counterexample(broken);
  if (setting === 'unknown') problems.at(node, file, sizesAreTried('that this fits'));
  if (typeof setting === 'string') return true;
  const value = evaluatorAt(context, setting);
  const read = new Set<number>(requirement.condition.reads);
  const problem = requirement.problem((part) => printValue(value(part)));
  const where = describeSetting(builder, setting, read);
  problems.at(node, file, where === '' ? problem : { ...problem, message: `${problem.message} (where ${where})` });
  return false;
}

/** Reports a value that is not whole somewhere in the space where the statement is there; true where it always is. */
export function isWhole(context: Context, node: AstNode, what: string, expression: Expression): boolean {
  const { builder, problems, file } = context;
  const { pool } = builder;
  if (isSurelyWhole(builder, expression)) return true;
  const fraction = pool.apply('not_equal', pool.apply('floor', expression), expression);
  const setting = builder.counterexample(pool.apply('and', builder.condition, fraction));
  if (setting === 'unknown') problems.at(node, file, sizesAreTried(`that ${what} is whole`));
  if (typeof setting === 'string') return true;
  const found = fractionOf(expression, (index) => setting.get(index) ?? builder.domainOf(index)[0]!);
  const shown = Number((found?.value ?? Number.NaN).toPrecision(6));
  const where = describeSetting(builder, setting, new Set(expression.reads));
  const cause = found?.part ?? expression;
  const part = cause.kind === 'apply' ? printExpression(builder, cause) : undefined;
  problems.at(node, file, valueIsWhole(what, `${shown}`, part, where));
  return false;
}

/** The same of the width of a head that follows from the number of heads, in the words of attention. */
export function headsDivideWidth(context: Context, node: AstNode, heads: Expression, headDim: Expression): boolean {
  const { builder, problems, file } = context;
  const { pool } = builder;
  if (isSurelyWhole(builder, headDim)) return true;
  const fraction = pool.apply('not_equal', pool.apply('floor', headDim), headDim);
  const setting = builder.counterexample(pool.apply('and', builder.condition, fraction));
  if (setting === 'unknown') problems.at(node, file, sizesAreTried('that the heads divide the width'));
  if (typeof setting === 'string') return true;
  const value = evaluatorAt(context, setting);
  const [count, dim] = [Number(value(heads)), Number(value(headDim))];
  const width = Math.round(count * dim);
  const where = describeSetting(builder, setting, new Set(headDim.reads));
  problems.at(node, file, headsDivide(`${count}`, `${width}`, where, Math.max(1, Math.floor(dim))));
  return false;
}

/** Whether an expression is whole by how it is made, so that no setting has to be tried. */
function isSurelyWhole(builder: SpaceBuilder, expression: Expression): boolean {
  if (expression.kind === 'constant') return Number.isInteger(expression.value);
  if (expression.kind === 'decision') return builder.domainOf(expression.variable).every(Number.isInteger);
  const { operation, operands } = expression;
  if (makeWhole.has(operation)) return true;
  if (!keepWhole.has(operation)) return false;
  const kept = operation === 'if' ? operands.slice(1) : operands;
  return kept.every((operand) => isSurelyWhole(builder, operand));
}

const makeWhole: ReadonlySet<Operation> = new Set(['floor', 'ceil', 'round', 'floor_divide']);
const keepWhole: ReadonlySet<Operation> = new Set([
  'add',
  'subtract',
  'multiply',
  'mod',
  'min',
  'max',
  'if',
  'round_to',
]);

function evaluatorAt({ builder }: Context, setting: Setting) {
  return evaluator((index) => setting.get(index) ?? builder.domainOf(index)[0]!);
}
