import type { AstNode } from 'langium';
import type * as Ast from '../generated/syntax/ast.ts';
import type { Names } from '../names/names.ts';
import type { Parsed } from '../parse/parse.ts';
import type { Edit, SourceRange } from '../source.ts';

/** A change that an author may want and no problem asks for. */
export interface Refactoring {
  /** What an editor offers, from a verb on: `Extract into a block`. */
  readonly title: string;
  readonly kind: 'extract' | 'rewrite';
  readonly edits: readonly Edit[];
}

/** What a refactoring looks at: a file, its names, and the stretch of text that is selected. */
export interface Selection {
  readonly parsed: Parsed;
  readonly names: Names;
  readonly text: string;
  /** Offsets; equal where nothing is selected. */
  readonly start: number;
  readonly end: number;
}

/** The stretch between two offsets. */
export function stretch({ parsed, text }: Pick<Selection, 'parsed' | 'text'>, start: number, end: number): SourceRange {
  const [from, to] = [start, end].map((offset) => {
    const before = text.slice(0, offset).split('\n');
    return { line: before.length, column: before.at(-1)!.length + 1 };
  });
  return { file: parsed.file, ...from!, endLine: to!.line, endColumn: to!.column };
}

/** The statement of a list that a node stands in or is. */
export function statementAround(node: AstNode): Ast.Statement | undefined {
  let inner: AstNode | undefined = node;
  while (inner !== undefined && inner.$container?.$type !== 'Body') inner = inner.$container;
  return inner as Ast.Statement | undefined;
}

/** The white space that a line begins with. */
export function indentAt(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(start))![0];
}

/** Whether nothing but white space stands before an offset on its line. */
export function startsLine(text: string, offset: number): boolean {
  return text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset).trim() === '';
}

/** A name that nothing has which is in sight at an offset. */
export function freeName(names: Names, wanted: string, offset: number): string {
  const taken = new Set(names.visibleAt(offset).map(({ name }) => name));
  let free = wanted;
  for (let count = 2; taken.has(free); count += 1) free = `${wanted}_${count}`;
  return free;
}

/** Whether a stretch lies in another one. */
export function isInside(inner: SourceRange, outer: SourceRange): boolean {
  const startsAfter = inner.line > outer.line || (inner.line === outer.line && inner.column >= outer.column);
  const endsBefore =
    inner.endLine < outer.endLine || (inner.endLine === outer.endLine && inner.endColumn <= outer.endColumn);
  return inner.file === outer.file && startsAfter && endsBefore;
}
