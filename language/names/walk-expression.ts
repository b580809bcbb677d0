import type * as Ast from '../generated/syntax/ast.ts';
import { describeOperator, isOperatorName } from '../operators/table.ts';
import { functions } from '../space/elaborate/functions.ts';
import { stepsInside } from './decision-path.ts';
import { type FileWalk, placeOf, startOf } from './file-walk.ts';
import type { Binding, NameScope } from './name-scope.ts';

/** Notes the names in an expression. */
export function walkExpression(walk: FileWalk, node: Ast.Expression | undefined, scope: NameScope): void {
  switch (node?.$type) {
    case 'Conditional':
      walkExpression(walk, node.condition, scope);
      walkExpression(walk, node.then, scope);
      walkExpression(walk, node.else, scope);
      return;
    case 'Logic':
    case 'Arithmetic':
    case 'Equality':
      walkExpression(walk, node.left, scope);
      walkExpression(walk, node.right, scope);
      return;
    case 'Several':
      for (const value of node.values) walkExpression(walk, value, scope);
      return;
    case 'Negation':
    case 'Minus':
      walkExpression(walk, node.operand, scope);
      return;
    case 'Reference':
      walkReference(walk, node, scope);
      return;
  }
}

function walkReference(walk: FileWalk, node: Ast.Reference, scope: NameScope): void {
  const place = placeOf(node, 'name');
  const binding = node.called ? undefined : scope.find(node.name ?? '', startOf(node));
  if (binding !== undefined) walk.refer(binding, place);
  else if (node.called && Object.hasOwn(functions, node.name)) walk.builtIn('function', node.name, place);
  else if (node.name === 'x') walk.builtIn('tensor', 'x', place);
  else if (node.name !== undefined && isOperatorName(node.name)) walk.builtIn('operator', node.name, place);
  for (const argument of node.arguments) walkExpression(walk, argument.value, scope);
  let inside = binding === undefined ? [] : stepsInside(binding);
  for (const selector of node.selectors) {
    walkExpression(walk, selector.index, scope);
    walkExpression(walk, selector.to, scope);
    const { member } = selector;
    if (member === undefined) continue;
    const label = inside.find((step) => step.name === member && step.binding?.symbol.kind === 'label');
    inside = label?.inside() ?? [];
    if (label?.binding === undefined) walk.builtIn('member', member, placeOf(selector, 'member'));
    else walk.refer(label.binding, placeOf(selector, 'member'));
  }
}

/** Notes the names in a call's arguments: parameters of the callee, and what is given to them. */
export function walkArguments(
  walk: FileWalk,
  callee: Binding | string,
  given: readonly Ast.Argument[],
  scope: NameScope,
): void {
  const parameters = parametersOf(callee);
  notePositions(walk, callee, [...parameters.keys()], given);
  let named = false;
  for (const argument of given) {
    named ||= argument.name !== undefined;
    if (argument.name !== undefined) noteParameter(walk, callee, parameters.get(argument.name), argument);
    const bare = named && argument.name === undefined ? bareName(argument.value) : undefined;
    const parameter = bare === undefined ? undefined : parameters.get(bare);
    if (argument.value?.$type === 'Reference' && bare !== undefined) {
      const value = scope.find(bare, startOf(argument));
      const place = placeOf(argument.value, 'name');
      if (value !== undefined) walk.refer(value, place, 'bare value');
      if (parameter !== undefined) walk.refer(parameter, place, 'bare parameter');
    } else if (!isWord(callee, argument)) walkExpression(walk, argument.value, scope);
    else if (argument.value?.$type === 'Reference') {
      walk.builtIn('word', argument.value.name, placeOf(argument.value, 'name'));
    }
  }
}

/** Notes which parameters take the arguments that have no names. */
function notePositions(
  walk: FileWalk,
  callee: Binding | string,
  declared: readonly string[],
  given: readonly Ast.Argument[],
): void {
  const order = typeof callee === 'string' ? argumentsByPosition(callee) : declared;
  for (const [position, { name, $cstNode }] of given.entries()) {
    const parameter = order[position];
    if (name !== undefined || parameter === undefined) return;
    if ($cstNode !== undefined) walk.positional.push({ range: walk.rangeOf($cstNode), parameter });
  }
}

/** Operators of several equal inputs take labels by position, which have no names. */
function argumentsByPosition(operator: string): readonly string[] {
  if (!isOperatorName(operator)) return [];
  const { arguments: definitions, inputs } = describeOperator(operator);
  return inputs.most > 1 && inputs.label === undefined ? [] : Object.keys(definitions);
}

function noteParameter(
  walk: FileWalk,
  callee: Binding | string,
  parameter: Binding | undefined,
  argument: Ast.Argument,
): void {
  const place = placeOf(argument, 'name');
  if (parameter !== undefined) walk.refer(parameter, place);
  else if (typeof callee === 'string') walk.builtIn('argument', argument.name ?? '', place, callee);
}

function parametersOf(callee: Binding | string): ReadonlyMap<string, Binding> {
  if (typeof callee === 'string' || callee.node.$type !== 'Block') return new Map();
  const { parameters } = callee.node as Ast.Block;
  return new Map(
    parameters.flatMap((parameter) => {
      const binding = callee.walk.declared.get(parameter);
      return binding === undefined ? [] : [[parameter.name, binding]];
    }),
  );
}

/** Whether the argument takes one of a few words, such as `along: width`, which name nothing. */
function isWord(callee: Binding | string, { name }: Ast.Argument): boolean {
  if (typeof callee !== 'string' || name === undefined || !isOperatorName(callee)) return false;
  return describeOperator(callee).arguments[name]?.kind === 'word';
}

function bareName(node: Ast.Expression | undefined): string | undefined {
  return node?.$type === 'Reference' && !node.called && node.selectors.length === 0 ? node.name : undefined;
}
