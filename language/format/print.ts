import type { Document } from './document.ts';
import type { Comment, Token } from './tokens.ts';

/** Columns that a line may have, its comment at the end not counted. */
const width = 120;

export interface PrintedWord {
  readonly text: string;
  /** Spaces before it. */
  readonly space: 0 | 1;
  /** What it was in the source. */
  readonly source?: Token | Comment;
}

export interface PrintedLine {
  readonly indentation: number;
  readonly words: readonly PrintedWord[];
}

type Mode = 'flat' | 'broken';
type Task = readonly [indentation: number, mode: Mode, document: Document];

/** Decides where the lines of a document end, in one walk (Lindig, "Strictly pretty", 2000). */
export function print(document: Document): PrintedLine[] {
  const lines: { indentation: number; words: PrintedWord[] }[] = [{ indentation: 0, words: [] }];
  let column = 0;
  let space: 0 | 1 = 0;
  function write(text: string, source?: Token | Comment): void {
    lines.at(-1)!.words.push({ text, space, ...(source && { source }) });
    column += space + text.length;
    space = 0;
  }
  function endLine(indentation: number): void {
    lines.push({ indentation, words: [] });
    column = indentation;
    space = 0;
  }
  const tasks: Task[] = [[0, 'broken', document]];
  for (let task = tasks.pop(); task !== undefined; task = tasks.pop()) {
    const [indentation, mode, one] = task;
    if (one.kind === 'all') {
      for (const part of one.parts.toReversed()) tasks.push([indentation, mode, part]);
    } else if (one.kind === 'indent') {
      tasks.push([indentation + 2, mode, one.content]);
    } else if (one.kind === 'group') {
      const flat: Task = [indentation, 'flat', one.content];
      const isFlat = mode === 'flat' || (!one.breaks && fits(flat, tasks, width - column - space));
      tasks.push(isFlat ? flat : [indentation, 'broken', one.content]);
    } else if (one.kind === 'word') {
      write(one.token.text, one.token);
    } else if (one.kind === 'space') {
      space = 1;
    } else if (one.kind === 'separator') {
      if (mode === 'flat' || one.always) write(one.text);
    } else if (one.kind === 'line' && mode === 'flat') {
      space = one.flat === ' ' ? 1 : space;
    } else if (one.kind === 'comment') {
      write(one.comment.lines[0]!, one.comment);
      for (const text of continued(one.comment)) {
        endLine(text.indented ? indentation : 0);
        write(text.text);
      }
    } else {
      if (one.kind === 'newline' && one.blank) endLine(0);
      endLine(indentation);
    }
  }
  return lines;
}

/** The lines of a comment after its first: as they are, or below each other where each begins with an asterisk. */
function continued({ lines }: Comment): { text: string; indented: boolean }[] {
  const rest = lines.slice(1);
  const indented = rest.every((text) => text.trimStart().startsWith('*'));
  return rest.map((text) => ({ text: indented ? ` ${text.trimStart()}` : text, indented }));
}

/** Whether a document fits on the rest of the line, with what follows it up to the first place where that may end the line. */
function fits(first: Task, following: readonly Task[], room: number): boolean {
  const tasks: Task[] = [first];
  let next = following.length;
  let left = room;
  while (left >= 0) {
    const task = tasks.pop() ?? following[--next];
    if (task === undefined) return true;
    const [indentation, mode, one] = task;
    if (one.kind === 'all') for (const part of one.parts.toReversed()) tasks.push([indentation, mode, part]);
    else if (one.kind === 'indent' || one.kind === 'group') tasks.push([indentation, mode, one.content]);
    else if (one.kind === 'newline' || (one.kind === 'line' && mode === 'broken')) return true;
    else left -= widthOf(one, mode);
  }
  return false;
}

function widthOf(one: Document, mode: Mode): number {
  if (one.kind === 'word') return one.token.text.length;
  if (one.kind === 'space') return 1;
  if (one.kind === 'line') return one.flat.length;
  if (one.kind === 'separator') return mode === 'flat' || one.always ? one.text.length : 0;
  return one.kind === 'comment' && !one.comment.endsLine ? one.comment.lines[0]!.length : 0;
}
