import type { AstNode } from 'langium';
import { argumentFits } from '../../checks/argument-fits.ts';
import { comparisonIsWrittenSo } from '../../checks/comparison-is-written-so.ts';
import { nameIsKnown } from '../../checks/name-is-known.ts';
import { operandsAreCounted } from '../../checks/operands-are-counted.ts';
import { targetIsKnown } from '../../checks/target-is-known.ts';
import { unitIsKnown } from '../../checks/unit-is-known.ts';
import type { Expression, Operation } from '../../cost/expression.ts';
import type * as Ast from '../../generated/syntax/ast.ts';
import type { Context, Flow } from './context.ts';
import { describeMeaning, kindOf } from './describe.ts';
import { functions } from './functions.ts';
import { readQuantity, unitNames } from './quantity.ts';
import { meaningOfReference } from './reference.ts';
import type { Meaning } from './scope.ts';

const unknown: Meaning = { kind: 'unknown' };

const operations: Readonly<Record<Exclude<Ast.Arithmetic['operator'], '**' | '=<' | '=>'>, Operation>> = {
  '+': 'add',
  '-': 'subtract',
  '*': 'multiply',
  '/': 'divide',
  '%': 'mod',
  '<': 'less',
  '<=': 'less_equal',
  '>': 'greater',
  '>=': 'greater_equal',
  '==': 'equal',
  '!=': 'not_equal',
};

/** What an expression stands for; what is wrong in it is reported, and gives `unknown`. */
export function meaningOf(context: Context, node: Ast.Expression | undefined, flow: Flow): Meaning {
  // A half-written file has holes where the grammar promises an expression: the parser has reported those.
  if (node === undefined) return unknown;
  const { pool } = context.builder;
  switch (node.$type) {
    case 'Quantity':
      return quantity(context, node);
    case 'Flag':
      return value(pool.constant(node.value === 'true'));
    case 'Text':
      context.problems.at(node, context.file, argumentFits('this', 'an expression', 'a text in quotes'));
      return unknown;
    case 'Minus':
      return apply(context, 'subtract', [pool.constant(0), number(context, node.operand, flow)]);
    case 'Negation':
      return apply(context, 'not', [flag(context, node.operand, flow)]);
    case 'Logic':
      return apply(context, node.operator, [flag(context, node.left, flow), flag(context, node.right, flow)]);
    case 'Arithmetic':
      return arithmetic(context, node, node.operator, flow);
    case 'Equality':
      return arithmetic(context, node, '==', flow);
    case 'Conditional':
      return conditional(context, node, flow);
    case 'Several':
      // What they name is used, though it stands in a wrong place: see `wordingIsRight`.
      for (const one of node.values) meaningOf(context, one, flow);
      return unknown;
    case 'Measured':
      return measured(context, node);
    case 'Reference':
      return meaningOfReference(context, node, flow, { call, number });
    default:
      // Recovery may leave a node that never learned which expression it was to be.
      return unknown;
  }
}

/** A metric on a device, where metrics are in sight: in what a search requires. */
function measured({ scope, problems, file }: Context, node: Ast.Measured): Meaning {
  if (node.target === undefined) return unknown;
  const known = scope.find(`latency on ${node.target}`);
  if (known !== undefined) return known.meaning;
  const targets = [...scope.names()].flatMap((name) => /^latency on (.*)$/.exec(name)?.[1] ?? []);
  if (scope.find('latency') === undefined) problems.atProperty(node, 'metric', file, nameIsKnown('latency', []));
  else problems.atProperty(node, 'target', file, targetIsKnown(node.target, targets));
  return unknown;
}

/** A number, or undefined where it is none, which is reported of `what` it is for, or of what is written. */
export function number(
  context: Context,
  node: Ast.Expression | undefined,
  flow: Flow,
  what?: string,
): Expression | undefined {
  return valueOfKind(context, node, flow, 'number', 'a number', what);
}

/** A condition, or undefined where it is none, which is reported in the same way. */
export function flag(
  context: Context,
  node: Ast.Expression | undefined,
  flow: Flow,
  what?: string,
): Expression | undefined {
  return valueOfKind(context, node, flow, 'flag', 'true or false', what);
}

function valueOfKind(
  context: Context,
  node: Ast.Expression | undefined,
  flow: Flow,
  kind: 'number' | 'flag',
  wanted: string,
  what?: string,
): Expression | undefined {
  if (node?.$type === 'Text' && what !== undefined) {
    const given = `the text ${JSON.stringify(node.value)}`;
    context.problems.at(node, context.file, argumentFits(what, wanted, given, node.value));
    return undefined;
  }
  const meaning = meaningOf(context, node, flow);
  if (meaning.kind === 'unknown' || node === undefined) return undefined;
  if (meaning.kind === 'value' && kindOf(context.builder, meaning.expression) === kind) return meaning.expression;
  report(context, node, wanted, meaning, what);
  return undefined;
}

function report(
  context: Context,
  node: AstNode,
  wanted: string,
  meaning: Meaning,
  what = `\`${node.$cstNode?.text ?? 'this'}\``,
): void {
  context.problems.at(node, context.file, argumentFits(what, wanted, describeMeaning(context.builder, meaning)));
}

function value(expression: Expression): Meaning {
  return { kind: 'value', expression };
}

function apply(context: Context, operation: Operation, operands: readonly (Expression | undefined)[]): Meaning {
  const known = operands.filter((operand) => operand !== undefined);
  return known.length < operands.length ? unknown : value(context.builder.pool.apply(operation, ...known));
}

function quantity(context: Context, node: Ast.Quantity): Meaning {
  const read = readQuantity(node.text ?? '');
  if ('value' in read) return value(context.builder.pool.constant(read.value));
  context.problems.at(node, context.file, unitIsKnown(read.unknownUnit, unitNames));
  return unknown;
}

function arithmetic(
  context: Context,
  node: Ast.Arithmetic | Ast.Equality,
  operator: Ast.Arithmetic['operator'],
  flow: Flow,
): Meaning {
  // There is no power, which is reported with what is worded wrongly.
  if (operator === '**') return unknown;
  if (operator === '=<' || operator === '=>') {
    const [what, right] = operator === '=<' ? ['at most', '<='] : ['at least', '>='];
    const whole = (node.$cstNode?.text ?? '').replace(operator, right).replaceAll(/\s+/g, ' ');
    context.problems.atProperty(node, 'operator', context.file, comparisonIsWrittenSo(what, right, whole));
    return unknown;
  }
  const operation = operations[operator]!;
  if (operation !== 'equal' && operation !== 'not_equal') {
    return apply(context, operation, [number(context, node.left, flow), number(context, node.right, flow)]);
  }
  const [left, right] = [meaningOf(context, node.left, flow), meaningOf(context, node.right, flow)];
  if (left.kind === 'unknown' || right.kind === 'unknown') return unknown;
  const [a, b] = [comparable(context, left), comparable(context, right)];
  if (a === undefined) report(context, node.left, 'a number, a flag or an operator', left);
  else if (b === undefined) report(context, node.right, 'a number, a flag or an operator', right);
  else if (kindOf(context.builder, a) !== kindOf(context.builder, b)) {
    report(context, node.right, `comparable with ${describeMeaning(context.builder, left)}`, right);
  } else return apply(context, operation, [a, b]);
  return unknown;
}

/** What `==` compares: a value, or the name of an operator. */
function comparable({ builder }: Context, meaning: Meaning): Expression | undefined {
  if (meaning.kind === 'value') return meaning.expression;
  if (meaning.kind !== 'operators') return undefined;
  return meaning.decision ?? builder.pool.constant(meaning.options[0]!.name);
}

function conditional(context: Context, node: Ast.Conditional, flow: Flow): Meaning {
  const condition = flag(context, node.condition, flow);
  if (condition === undefined) return unknown;
  // Only the branch that is taken has to make sense: `if stride == 1 then x.channels / stride else …`.
  if (condition.kind === 'constant') return meaningOf(context, condition.value === true ? node.then : node.else, flow);
  const yes = meaningOf(context, node.then, flow);
  const no = meaningOf(context, node.else, flow);
  if (yes.kind === 'unknown' || no.kind === 'unknown') return unknown;
  if (yes.kind !== 'value') report(context, node.then, 'a number or a flag', yes);
  else if (no.kind !== 'value') report(context, node.else, 'a number or a flag', no);
  else if (kindOf(context.builder, yes.expression) !== kindOf(context.builder, no.expression)) {
    report(context, node.else, `${describeMeaning(context.builder, yes)}, as after \`then\``, no);
  } else return apply(context, 'if', [condition, yes.expression, no.expression]);
  return unknown;
}

/** A function of expressions: `round_to(mid / 4, 8)`; undefined where there is none of that name. */
function call(context: Context, node: Ast.Reference, flow: Flow): Meaning | undefined {
  if (!Object.hasOwn(functions, node.name)) return undefined;
  const { operation, operands } = functions[node.name]!;
  const [least, most] = operands;
  if (node.arguments.length < least || node.arguments.length > most) {
    const wanted = least === most ? `${least} number${least === 1 ? '' : 's'}` : 'at least one number';
    context.problems.at(node, context.file, operandsAreCounted(node.name, wanted, node.arguments.length));
    return unknown;
  }
  return apply(
    context,
    operation,
    node.arguments.map((argument) => number(context, argument.value, flow)),
  );
}
