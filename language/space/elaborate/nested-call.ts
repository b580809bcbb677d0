import type { AstNode } from 'langium';
import { callsDoNotNest } from '../../checks/calls-do-not-nest.ts';
import { nameElsewhere } from '../../checks/elsewhere.ts';
import type * as Ast from '../../generated/syntax/ast.ts';
import { describeOperator, isOperatorName } from '../../operators/table.ts';
import { visitContents } from '../../parse/contents.ts';
import type { Context, Flow } from './context.ts';
import { functions } from './functions.ts';
import { lookup } from './reference.ts';
import type { Scope } from './scope.ts';

/** Reports that the arguments of a call hold calls of operators, as Python writes them; false where they hold none. */
export function reportNestedCall(context: Context, node: Ast.Call, flow: Flow): boolean {
  const { problems, file, scope } = context;
  const inner = node.arguments.find((one) => isNested(one, scope));
  if (inner === undefined) return false;
  const steps = stepsOf(node.operator, node.arguments, scope);
  problems.at(node, file, callsDoNotNest(textOf(inner.value), steps));
  // What stands inside is not elaborated, and what it names is used all the same.
  visitContents(node, (part) => {
    if (part.$type === 'Reference') lookup(context, (part as Ast.Reference).name, flow);
  });
  return true;
}

function isNested({ value }: Ast.Argument, scope: Scope): boolean {
  const name = value?.$type === 'Reference' && value.called ? value.name : undefined;
  if (name === undefined || Object.hasOwn(functions, name)) return false;
  const isHere = isOperatorName(name) || scope.find(name)?.meaning.kind === 'operators';
  return isHere || nameElsewhere(name)?.here !== undefined;
}

/** The calls as statements, the innermost first; undefined where one is not for what flows. */
function stepsOf(name: string, given: readonly Ast.Argument[], scope: Scope): readonly string[] | undefined {
  const nested = given.filter((one) => isNested(one, scope));
  const inner = nested[0]?.value as Ast.Reference | undefined;
  const inputs = isOperatorName(name) ? describeOperator(name).inputs : undefined;
  const isJoin = inputs !== undefined && inputs.most > 1 && inputs.label === undefined;
  if (isJoin || nested.length > 1 || nested[0]?.name !== undefined) return undefined;
  const own = given.filter((one, i) => one !== nested[0] && !(i === 0 && textOf(one) === 'x')).map(textOf);
  const before = inner === undefined ? [] : stepsOf(inner.name, inner.arguments, scope);
  return before && [...before, own.length === 0 ? name : `${name}(${own.join(', ')})`];
}

/** What is written, on one line. */
function textOf(node: AstNode): string {
  return (node.$cstNode?.text ?? '…').replace(/\s+/g, ' ');
}
