import type { AstNode } from 'langium';
import { argumentHasAColon } from '../../checks/argument-has-a-colon.ts';
import { argumentIsGivenOnce } from '../../checks/argument-is-given-once.ts';
import { argumentIsKnown } from '../../checks/argument-is-known.ts';
import { argumentIsNamed } from '../../checks/argument-is-named.ts';
import { argumentsAreNotTooMany } from '../../checks/arguments-are-not-too-many.ts';
import { nearest } from '../../checks/nearest.ts';
import type * as Ast from '../../generated/syntax/ast.ts';
import type { Problems } from './problems.ts';

export interface DeclaredParameter {
  readonly name: string;
  /** Whether it has no default. */
  readonly isNeeded: boolean;
}

/**
 * Arguments by parameter: positions first, then `name: value`; after a named argument a bare name stands for itself.
 * What does not fit is reported and left out.
 */
export function bindArguments(
  problems: Problems,
  file: string,
  callee: string,
  given: readonly Ast.Argument[],
  declared: readonly DeclaredParameter[],
): ReadonlyMap<string, Ast.Expression> {
  const parameters = declared.map(({ name }) => name);
  const bound = new Map<string, Ast.Expression>();
  let named = false;
  let position = -1;
  for (const argument of given) {
    position += 1;
    if (argument.value === undefined && argument.name === undefined) continue;
    if (argument.equals && argument.name !== undefined) {
      const written = argument.value?.$cstNode?.text ?? '…';
      problems.atProperty(argument, 'equals', file, argumentHasAColon(argument.name, written));
    }
    const { behind } = argument;
    // `stride 2`, where the colon is missing, which is reported of the words alone.
    const spaced = behind && nearest(bareName(argument.value, parameters) ?? '', parameters);
    if (spaced !== undefined) {
      bound.set(spaced, behind!);
      named = true;
      continue;
    }
    const name = argument.name ?? (named ? bareName(argument.value, parameters) : parameters[position]);
    named ||= argument.name !== undefined;
    if (name === undefined && named) {
      const taken = new Set(given.map((one) => one.name));
      const open = declared.filter((one) => !bound.has(one.name) && !taken.has(one.name));
      const needed = open.filter(({ isNeeded }) => isNeeded);
      const next = open.filter((one) => declared.indexOf(one) >= position);
      const free = [...needed, ...next].map((one) => one.name);
      problems.at(argument, file, argumentIsNamed(argument.value.$cstNode?.text ?? 'this', free));
      if (free[0] !== undefined) bound.set(free[0], argument.value);
    } else if (name === undefined) problems.at(argument, file, argumentsAreNotTooMany(callee, parameters));
    else if (!parameters.includes(name))
      problems.atProperty(argument, 'name', file, argumentIsKnown(callee, name, parameters));
    else if (bound.has(name)) problems.at(argument, file, argumentIsGivenOnce(callee, name));
    else if (argument.value !== undefined) bound.set(name, argument.value);
    // `16 3`, where the comma is missing.
    if (behind !== undefined) position += 1;
    const next = named ? undefined : parameters[position];
    if (behind !== undefined && next !== undefined) bound.set(next, behind);
  }
  return bound;
}

/** A name that stands for itself, as it is written or nearly so. */
function bareName(node: Ast.Expression, parameters: readonly string[]): string | undefined {
  const name = node.$type === 'Reference' && !node.called && node.selectors.length === 0 ? node.name : undefined;
  const isNear = name !== undefined && (parameters.includes(name) || nearest(name, parameters) !== undefined);
  return isNear ? name : undefined;
}

/** Whether the list of arguments has no end or a hole, which is reported: what is missing may be what comes there. */
export function isLeftOpen(call: AstNode): boolean {
  if (call.$type === 'Call' && (call as Ast.Call).holes.length > 0) return true;
  const written = call.$cstNode?.text ?? '';
  return written.includes('(') && !written.endsWith(')');
}
