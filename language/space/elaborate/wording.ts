import type { AstNode } from 'langium';
import { conditionComesFirst } from '../../checks/condition-comes-first.ts';
import { countIsOneNumber } from '../../checks/count-is-one-number.ts';
import { divisionIsNoComment } from '../../checks/division-is-no-comment.ts';
import { loopIsARepeat } from '../../checks/loop-is-a-repeat.ts';
import { operatorIsKnown } from '../../checks/operator-is-known.ts';
import { textFollowsGrammar } from '../../checks/text-follows-grammar.ts';
import type * as Ast from '../../generated/syntax/ast.ts';
import { operatorNames } from '../../operators/table.ts';
import { divisionBehind } from '../../parse/division.ts';
import { spanOfCst, spanOfInfix } from '../../parse/span.ts';
import { pageOf } from './library.ts';
import type { DeclarationMentions, Worded } from './mentions.ts';
import { isNamedAround, namesAround } from './names-around.ts';
import { otherNotation } from './notation.ts';
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
    const report = reportOf(node, scope);
    report?.(problems, file);
    isRight &&= report === undefined;
  }
  return isRight;
}

type Report = (problems: Problems, file: string) => void;

function reportOf(node: Worded, scope: Scope): Report | undefined {
  if (node.$type === 'Call') return node.holes.length > 0 ? argumentMissing(node) : wrongWord(node, scope);
  if (node.$type === 'Conditional' || node.$type === 'Repeat') return otherLanguage(node);
  if (node.$type === 'Several') return (problems, file) => problems.at(node, file, valuesInOnePlace(node));
  if (node.$type === 'Argument') {
    const [at, problem] = signMissing(node, node.behind!, scope);
    return (problems, file) => problems.at(at, file, problem);
  }
  if (node.$type === 'Constant') return commentForDivision(node, scope);
  const notation = otherNotation(node);
  if (notation === undefined) return node.$type === 'Elastic' ? commentForDivision(node, scope) : undefined;
  const { problem, property } = notation;
  return (problems, file) =>
    property === undefined ? problems.at(node, file, problem) : problems.atProperty(node, property, file, problem);
}

function argumentMissing(node: Ast.Call): Report {
  const problem = textFollowsGrammar('expected an argument, found `,`');
  return (problems, file) => problems.atProperty(node, 'holes', file, problem);
}

function wrongWord(node: Ast.Call, scope: Scope): Report | undefined {
  const { operator: name } = node;
  if (name === undefined || scope.mayHaveMore || scope.find(name) !== undefined) return undefined;
  if (isNamedAround(node, name)) return undefined;
  const known = [...namesAround(node), ...scope.names(), ...operatorNames];
  return (problems, file) => problems.atProperty(node, 'operator', file, operatorIsKnown(name, known, pageOf(name)));
}

/** Loops, ranges of copies and conditions behind values, which the grammar reads. */
function otherLanguage(node: Ast.Conditional | Ast.Repeat): Report | undefined {
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

/** A number behind `//`, or a name in sight: any other word is a remark. */
function commentForDivision(node: Ast.Constant | Ast.Elastic, scope: Scope): Report | undefined {
  const { root, end } = node.$cstNode!;
  const division = divisionBehind(root.fullText, end);
  const last = lastOf(node);
  if (division === undefined || last?.$cstNode?.end !== end) return undefined;
  const { by } = division;
  if (!/^[0-9]/.test(by) && scope.find(by) === undefined && !isNamedAround(node, by)) return undefined;
  const divided = lastFactor(last);
  const text = root.fullText.slice(divided.start, divided.end);
  return (problems, file) => problems.at(last, file, divisionIsNoComment(text, by, divided.start, division.end));
}

/** The value with which a named value ends, where that is a number: a list cannot be divided. */
function lastOf(node: Ast.Constant | Ast.Elastic): Ast.Expression | undefined {
  return node.$type === 'Constant' ? node.value : (node.default ?? lastOfDomain(node.domain));
}

/** What a division behind a value would divide: `65` of `1 + 65`. */
function lastFactor(node: Ast.Expression): ReturnType<typeof spanOfInfix> {
  // One in parentheses ends behind its last operand.
  if (node.$type !== 'Arithmetic' || node.right?.$cstNode?.end !== node.$cstNode?.end) return spanOfCst(node);
  return /[*/%]/.test(node.operator) ? spanOfInfix(node) : lastFactor(node.right);
}

function lastOfDomain(domain: Ast.Domain | undefined): Ast.Expression | undefined {
  return domain?.$type === 'RangeDomain' ? (domain.step ?? domain.to ?? domain.from) : undefined;
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
