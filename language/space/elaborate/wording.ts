import type { AstNode } from 'langium';
import { conditionComesFirst } from '../../checks/condition-comes-first.ts';
import { countIsOneNumber } from '../../checks/count-is-one-number.ts';
import { loopIsARepeat } from '../../checks/loop-is-a-repeat.ts';
import { operatorIsKnown } from '../../checks/operator-is-known.ts';
import type * as Ast from '../../generated/syntax/ast.ts';
import { operatorNames } from '../../operators/table.ts';
import { pageOf } from './library.ts';
import type { DeclarationMentions, Worded } from './mentions.ts';
import { isNamedAround, namesAround } from './names-around.ts';
import type { Problems } from './problems.ts';
import type { Scope } from './scope.ts';
import { signMissing, valuesInOnePlace } from './worded-arguments.ts';

/**
 * Reports what is wrong with the words alone, also where elaboration never comes, in blocks that nothing uses and in the
 * branch of an `if` that a constant rules out: unknown operators, and what other languages write otherwise. Tells whether
 * nothing was reported.
 */
export function wordingIsRight(
  { parts }: DeclarationMentions,
  file: string,
  scope: Scope,
  problems: Problems,
): boolean {
  let isRight = true;
  for (const node of parts.flatMap(({ worded }) => worded)) {
    const report = node.$type === 'Call' ? wrongWord(node, scope) : otherLanguage(node, scope);
    report?.(problems, file);
    isRight &&= report === undefined;
  }
  return isRight;
}

type Report = (problems: Problems, file: string) => void;

function wrongWord(node: Ast.Call, scope: Scope): Report | undefined {
  const { operator: name } = node;
  if (name === undefined || scope.mayHaveMore || scope.find(name) !== undefined) return undefined;
  if (isNamedAround(node, name)) return undefined;
  const known = [...namesAround(node), ...scope.names(), ...operatorNames];
  return (problems, file) => problems.atProperty(node, 'operator', file, operatorIsKnown(name, known, pageOf(name)));
}

/** Loops, ranges of copies, conditions behind values and several values in one place, which the grammar reads. */
function otherLanguage(node: Exclude<Worded, Ast.Call>, scope: Scope): Report | undefined {
  if (node.$type === 'Several') return (problems, file) => problems.at(node, file, valuesInOnePlace(node));
  if (node.$type === 'Argument') {
    const [at, problem] = signMissing(node, node.behind!, scope);
    return (problems, file) => problems.at(at, file, problem);
  }
  if (node.$type === 'Conditional') {
    const { condition, then, else: other } = node;
    const right = `if ${textOf(condition)} then ${textOf(then)} else ${textOf(other)}`;
    return (problems, file) => problems.at(node, file, conditionComesFirst(right));
  }
  const { loop, index, count, to } = node;
  if (loop) return (problems, file) => problems.atHead(node, file, loopIsARepeat(index ?? 'i', countOfLoop(count, to)));
  // A count that is missing is reported by the parser.
  if (to === undefined || count === undefined) return undefined;
  const range = textOf(count) + textBetween(count, to) + textOf(to);
  const name = freeName('depth', namesAround(node));
  return (problems, file) => problems.atHead(node, file, countIsOneNumber(range, name));
}

/** The number of copies of `for i in range(n)`, `for i in 0..n` and `for i in n`, as written; undefined for others. */
function countOfLoop(count: Ast.Expression | undefined, to: Ast.Expression | undefined): string | undefined {
  if (to !== undefined) return textOf(count) === '0' ? textOf(to) : undefined;
  if (count?.$type !== 'Reference' || !count.called) return count && textOf(count);
  const [only, ...others] = count.arguments;
  return count.name === 'range' && others.length === 0 ? textOf(only?.value) : undefined;
}

function textOf(node: AstNode | undefined): string {
  return node?.$cstNode?.text ?? '…';
}

function textBetween(before: AstNode, after: AstNode): string {
  const [end, start] = [before.$cstNode?.end ?? 0, after.$cstNode?.offset ?? 0];
  return after.$cstNode?.root.fullText.slice(end, start) ?? '';
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  return taken.has(name) ? freeName(`${name}_`, taken) : name;
}
