import { type AstNode, GrammarUtils } from 'langium';
import type { Edit, SourceRange } from '../source.ts';

/** Where a check found something: its fixes are edits of the text around that node. */
export class Place {
  readonly node: AstNode;
  readonly file: string;
  /** The whole text of the file, and where in it the node begins and ends. */
  readonly text: string;
  readonly start: number;
  readonly end: number;

  constructor(node: AstNode, file: string) {
    this.node = node;
    this.file = file;
    this.text = node.$cstNode?.root.fullText ?? '';
    this.start = node.$cstNode?.offset ?? 0;
    this.end = node.$cstNode?.end ?? 0;
  }

  /** The node as it is written. */
  get written(): string {
    return this.text.slice(this.start, this.end);
  }

  /** The same file at another node. */
  at(node: AstNode): Place {
    return new Place(node, this.file);
  }

  replace(text: string): Edit {
    return this.edit(this.start, this.end, text);
  }

  /** Replaces what is written for a property of the node: its name, its operator. */
  replaceProperty(property: string, text: string): Edit[] {
    const cst = GrammarUtils.findNodeForProperty(this.node.$cstNode, property);
    return cst === undefined ? [] : [this.edit(cst.offset, cst.end, text)];
  }

  insertBefore(text: string): Edit {
    return this.edit(this.start, this.start, text);
  }

  insertAfter(text: string): Edit {
    return this.edit(this.end, this.end, text);
  }

  /** Takes a statement or a setting away: with its line where it is alone on it, otherwise with one `;` beside it. */
  removeStatement(): Edit {
    const before = /(?:^|\n)([ \t]*)$/.exec(this.text.slice(0, this.start));
    const after = /^[ \t]*;?[ \t]*(\r?\n|$)/.exec(this.text.slice(this.end));
    if (before !== null && after !== null) {
      return this.edit(this.start - before[1]!.length, this.end + after[0].length, '');
    }
    const next = /^\s*;[ \t]*/.exec(this.text.slice(this.end));
    if (next !== null) return this.edit(this.start, this.end + next[0].length, '');
    const previous = /[ \t]*;?[ \t]*$/.exec(this.text.slice(0, this.start))!;
    const isLast = /^\s*\}/.test(this.text.slice(this.end));
    return this.edit(this.start - (isLast ? previous[0].length : 0), this.end, isLast ? ' ' : '');
  }

  /** Takes an item of a list away, with one comma beside it; where it is the only one, with its parentheses. */
  removeItem(): Edit {
    const before = /,\s*$/.exec(this.text.slice(0, this.start));
    if (before !== null) return this.edit(this.start - before[0].length, this.end, '');
    const after = /^\s*,\s*/.exec(this.text.slice(this.end));
    if (after !== null) return this.edit(this.start, this.end + after[0].length, '');
    const open = /\(\s*$/.exec(this.text.slice(0, this.start));
    const close = /^\s*\)/.exec(this.text.slice(this.end));
    if (open === null || close === null) return this.edit(this.start, this.end, '');
    return this.edit(this.start - open[0].length, this.end + close[0].length, '');
  }

  /** A name that is written nowhere in the file: `relu_2`. */
  freeName(name: string): string {
    for (let count = 2; ; count += 1) {
      const free = `${name}_${count}`;
      if (!new RegExp(`\\b${free}\\b`).test(this.text)) return free;
    }
  }

  /** An edit from one offset of the text to another. */
  edit(start: number, end: number, text: string): Edit {
    const [from, to] = [positionAt(this.text, start), positionAt(this.text, end)];
    const range: SourceRange = { file: this.file, ...from, endLine: to.line, endColumn: to.column };
    return { range, text };
  }
}

function positionAt(text: string, offset: number): { readonly line: number; readonly column: number } {
  const lines = text.slice(0, offset).split(/\r\n?|\n/);
  return { line: lines.length, column: lines.at(-1)!.length + 1 };
}
