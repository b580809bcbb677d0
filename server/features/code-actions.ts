import { type CodeAction, CodeActionKind, type Diagnostic, type Range, type TextEdit } from 'vscode-languageserver';
import type { Compilation, Fix, Diagnostic as Problem } from '../../language/index.ts';
import { contains, toRange } from '../range.ts';
import { toDiagnostic } from './diagnostics.ts';

/**
 * Quick fixes of the problems that a range touches, the best one of each preferred; and where the file has several
 * problems of one code, all of them at once.
 */
export function codeActionsOf(compilation: Compilation, uri: string, range: Range): CodeAction[] {
  const problems = compilation.diagnostics.filter(
    ({ file, fixes }) => file === compilation.file && fixes !== undefined,
  );
  const here = problems.filter((problem) => touches(problem, range));
  const single = here.flatMap((problem) =>
    (problem.fixes ?? []).map((fix, i) => action(uri, fix.title, [problem], fix.edits, i === 0)),
  );
  const codes = [...new Set(here.map(({ code }) => code))];
  return [...single, ...codes.flatMap((code) => fixAll(uri, code, problems) ?? [])];
}

/** The first fix of every problem of a code, as far as they do not overlap; undefined where there is one alone. */
function fixAll(uri: string, code: string, problems: readonly Problem[]): CodeAction | undefined {
  const alike = problems.filter((problem) => problem.code === code);
  const fixed: Problem[] = [];
  const edits: Fix['edits'][number][] = [];
  for (const problem of alike) {
    const more = problem.fixes?.[0]?.edits ?? [];
    // One import is enough for all who miss it.
    const fresh = more.filter((edit) => !edits.some((other) => isSame(edit, other)));
    if (fresh.some((edit) => edits.some((other) => overlap(edit.range, other.range)))) continue;
    edits.push(...fresh);
    fixed.push(problem);
  }
  if (fixed.length < 2) return undefined;
  return action(uri, `Fix all ${fixed.length} problems of the kind \`${code}\` in this file`, fixed, edits, false);
}

function action(
  uri: string,
  title: string,
  problems: readonly Problem[],
  edits: Fix['edits'],
  isPreferred: boolean,
): CodeAction {
  const diagnostics: Diagnostic[] = problems.map(toDiagnostic);
  const changes: TextEdit[] = edits.map(({ range, text }) => ({ range: toRange(range), newText: text }));
  return { title, kind: CodeActionKind.QuickFix, diagnostics, isPreferred, edit: { changes: { [uri]: changes } } };
}

function touches(problem: Problem, { start, end }: Range): boolean {
  const place = toRange(problem);
  return (
    contains(problem, start) || contains(problem, end) || (isBefore(start, place.start) && isBefore(place.end, end))
  );
}

function overlap(a: Problem | Fix['edits'][number]['range'], b: typeof a): boolean {
  const [one, other] = [toRange(a), toRange(b)];
  return isBefore(one.start, other.end) && isBefore(other.start, one.end);
}

function isSame(a: Fix['edits'][number], b: typeof a): boolean {
  return a.text === b.text && JSON.stringify(toRange(a.range)) === JSON.stringify(toRange(b.range));
}

function isBefore(a: Range['start'], b: Range['start']): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character);
}
