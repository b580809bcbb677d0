import { argumentIsInRange } from '../checks/argument-is-in-range.ts';
import type { Problem } from '../checks/check.ts';
import { inputsAreCounted } from '../checks/inputs-are-counted.ts';
import { kindIsTaken } from '../checks/kind-is-taken.ts';
import { algebra } from '../cost/algebra.ts';
import type { Expression, ExpressionPool } from '../cost/expression.ts';
import type { ArgumentDefinition, Requirement } from './operator.ts';
import { operatorNamed, type SymbolicUse } from './table.ts';
import { withArticle } from './type.ts';

/** Why an operator cannot read these inputs, whatever their sizes; undefined where it can. */
export function inputProblem({ operator, inputs }: SymbolicUse): Problem | undefined {
  const { least, most, kinds, instead } = operatorNamed(operator).inputs;
  if (inputs.length < least || inputs.length > most) {
    const wanted = most === least ? `${least}` : Number.isFinite(most) ? `${least} to ${most}` : `at least ${least}`;
    return inputsAreCounted(operator, wanted, inputs.length);
  }
  const wrong = inputs.find(({ kind }) => !kinds.includes(kind));
  if (wrong === undefined) return undefined;
  return kindIsTaken(operator, oneOf(kinds.map(withArticle)), withArticle(wrong.kind), instead?.[wrong.kind]);
}

function oneOf(names: readonly string[]): string {
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}

/** What every argument must be by its kind, without what holds anyway. */
export function argumentRequirements(pool: ExpressionPool, use: SymbolicUse): readonly Requirement[] {
  const requirements: Requirement[] = [];
  const definitions = operatorNamed(use.operator).arguments;
  for (const name in definitions) {
    const [definition, value] = [definitions[name]!, use.arguments[name]];
    if (value === undefined) continue;
    const condition = conditionOf(pool, definition, value);
    if (condition.kind === 'constant' && condition.value === true) continue;
    const advice = definition.advice === undefined ? '' : `; ${definition.advice}`;
    const problem = (at: (expression: Expression) => string) =>
      argumentIsInRange(use.operator, name, at(value), wanted(definition), advice);
    requirements.push({ kind: 'holds', condition, problem });
  }
  return requirements;
}

/** Most arguments of a file have one of few values: each is looked at once. */
function conditionOf(pool: ExpressionPool, definition: ArgumentDefinition, value: Expression): Expression {
  const known = pool.remember('argument ranges', () => new Map<ArgumentDefinition, Map<Expression, Expression>>());
  const conditions = known.get(definition) ?? new Map<Expression, Expression>();
  known.set(definition, conditions);
  const condition = conditions.get(value) ?? rangeOf(pool, definition, value);
  conditions.set(value, condition);
  return condition;
}

function rangeOf(pool: ExpressionPool, { kind, words }: ArgumentDefinition, value: Expression): Expression {
  const { and, atMost, equal, constant } = algebra(pool);
  const oneOf = (values: readonly (string | boolean)[]) =>
    pool.apply('or', ...values.map((one) => pool.apply('equal', value, constant(one))), constant(false));
  switch (kind) {
    case 'size':
      return and(equal(pool.apply('floor', value), value), atMost(1, value));
    case 'count':
      return and(equal(pool.apply('floor', value), value), atMost(0, value));
    case 'share':
      return and(atMost(0, value), pool.apply('less', value, constant(1)));
    case 'number':
      // The lesser of a number and 0 is at most 0; of anything else it is not a number.
      return atMost(pool.apply('min', value, constant(0)), 0);
    case 'flag':
      return oneOf([true, false]);
    case 'word':
      return oneOf(words ?? []);
  }
}

function wanted({ kind, words }: ArgumentDefinition): string {
  switch (kind) {
    case 'size':
      return 'a whole number of at least 1';
    case 'count':
      return 'a whole number of at least 0';
    case 'share':
      return 'at least 0 and under 1';
    case 'number':
      return 'a number';
    case 'flag':
      return 'true or false';
    case 'word':
      return (words ?? []).map((word) => `\`${word}\``).join(' or ');
  }
}
