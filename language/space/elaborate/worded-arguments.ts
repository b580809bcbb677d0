import type { AstNode } from 'langium';
import { argumentIsOneValue, type Listed } from '../../checks/argument-is-one-value.ts';
import type { Problem } from '../../checks/check.ts';
import { colonIsThere } from '../../checks/colon-is-there.ts';
import { textFollowsGrammar } from '../../checks/text-follows-grammar.ts';
import type * as Ast from '../../generated/syntax/ast.ts';
import { describeOperator, isOperatorName } from '../../operators/table.ts';
import { functions } from './functions.ts';
import { isNamedAround } from './names-around.ts';
import type { Scope } from './scope.ts';

/** A number behind a value: the colon is missing where the value is a parameter's name, and otherwise the comma. */
export function signMissing(node: Ast.Argument, behind: Ast.Expression, scope: Scope): [AstNode, Problem] {
  const { value, $container: call } = node;
  const isName = node.name === undefined && value.$type === 'Reference' && textOf(value) === value.name;
  const isFunction = call.$type === 'Reference' && Object.hasOwn(functions, call.name);
  if (isName && !isFunction) {
    const inSight = scope.find(value.name) !== undefined || isNamedAround(node, value.name);
    if (!inSight || parametersOf(call).includes(value.name)) return [node, colonIsThere(value.name, textOf(behind))];
  }
  return [behind, textFollowsGrammar(`expected \`)\`, found \`${textOf(behind)}\`; is a comma missing before it?`)];
}

/** Several values in brackets where one belongs, and what is written for them. */
export function valuesInOnePlace(node: Ast.Several): Problem {
  return argumentIsOneValue(listedIn(node));
}

function listedIn(node: Ast.Several): Listed {
  const { $container: argument } = node;
  const values = node.values.map(textOf);
  const listed = `[${values.join(', ')}]`;
  if (argument.$type === 'RangeDomain') return { kind: 'domain', right: listed };
  if (argument.$type !== 'Argument') return { kind: 'choice', name: 'value', values: listed, call: 'value' };
  const call = argument.$container;
  const place = call.arguments.indexOf(argument);
  const written = (right: string) =>
    `${nameOf(call)}(${call.arguments.map((one) => (one === argument ? right : textOf(one))).join(', ')})`;
  if (argument.name === undefined && isJoin(nameOf(call)))
    return { kind: 'joined', call: written(values.join(', ')), right: values.join(', ') };
  const atPlace = parametersOf(call)[place];
  const name = argument.name ?? atPlace ?? 'value';
  if (new Set(values).size === 1) return { kind: 'sides', name, right: values[0]! };
  const isBare = name === atPlace || call.arguments.slice(0, place).some((one) => one.name !== undefined);
  return { kind: 'choice', name, values: listed, call: written(isBare ? name : `${name}: ${name}`) };
}

type Caller = Ast.Argument['$container'];

function nameOf(call: Caller): string {
  return call.$type === 'Call' ? call.operator : call.name;
}

/** Those of an operator, in order. */
function parametersOf(call: Caller): readonly string[] {
  const name = nameOf(call);
  return isOperatorName(name) ? Object.keys(describeOperator(name).arguments) : [];
}

/** Whether an operator takes several values by their labels. */
function isJoin(name: string): boolean {
  if (!isOperatorName(name)) return false;
  const { most, label } = describeOperator(name).inputs;
  return most > 1 && label === undefined;
}

function textOf(node: AstNode): string {
  return (node.$cstNode?.text ?? '…').replace(/\s+/g, ' ');
}
