import type { AstNode } from 'langium';
import { argumentHasAColon } from '../../checks/argument-has-a-colon.ts';
import { argumentIsGivenOnce } from '../../checks/argument-is-given-once.ts';
import { argumentIsKnown } from '../../checks/argument-is-known.ts';
import { argumentIsNamed } from '../../checks/argument-is-named.ts';
import { argumentsAreNotTooMany } from '../../checks/arguments-are-not-too-many.ts';
import type * as Ast from '../../generated/syntax/ast.ts';
import type { Problems } from './problems.ts';

/**
 * Arguments by parameter: positions first, then `name: value`; after a named argument a bare name stands for itself.
 * What does not fit is reported and left out.
 */
export function bindArguments(
  problems: Problems,
  file: string,
  callee: string,
  given: readonly Ast.Argument[],
  parameters: readonly string[],
): ReadonlyMap<string, Ast.Expression> {
  const bound = new Map<string, Ast.Expression>();
  let named = false;
  for (const [position, argument] of given.entries()) {
    if (argument.value === undefined && argument.name === undefined) continue;
    if (argument.equals && argument.name !== undefined) {
      const written = argument.value?.$cstNode?.text ?? '…';
      problems.atProperty(argument, 'equals', file, argumentHasAColon(argument.name, written));
    }
    const name = argument.name ?? (named ? bareName(argument.value) : parameters[position]);
    named ||= argument.name !== undefined;
    if (name === undefined && named) {
      const taken = new Set(given.map((one) => one.name));
      const free = parameters.filter((one, i) => i >= position && !bound.has(one) && !taken.has(one));
      problems.at(argument, file, argumentIsNamed(argument.value.$cstNode?.text ?? 'this', free));
      if (free[0] !== undefined) bound.set(free[0], argument.value);
    } else if (name === undefined) problems.at(argument, file, argumentsAreNotTooMany(callee, parameters));
    else if (!parameters.includes(name))
      problems.atProperty(argument, 'name', file, argumentIsKnown(callee, name, parameters));
    else if (bound.has(name)) problems.at(argument, file, argumentIsGivenOnce(callee, name));
    else if (argument.value !== undefined) bound.set(name, argument.value);
  }
  return bound;
}

function bareName(node: Ast.Expression): string | undefined {
  return node.$type === 'Reference' && !node.called && node.selectors.length === 0 ? node.name : undefined;
}

/** Whether the list of arguments has no end, which the parser reports: what is missing may stand in the rest. */
export function isLeftOpen(call: AstNode): boolean {
  const written = call.$cstNode?.text ?? '';
  return written.includes('(') && !written.endsWith(')');
}
