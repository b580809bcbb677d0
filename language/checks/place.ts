import { type AstNode, AstUtils, GrammarUtils } from 'langium';
import { breaksIn, lineStart } from '../parse/lines.ts';
import type { Edit, SourceRange } from '../source.ts';

const expressions: ReadonlySet<string> = new Set(
  'Conditional Logic Negation Arithmetic Minus Quantity Flag Text Measured Reference Several'.split(' '),
);

/** Where a check found something: its fixes are edits of the text around that node. */
export class Place {
  readonly node: AstNode;
  readonly file: string;
  /** The whole text of the file, and where in it the marked part begins and ends. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** The line of `start`, from 1. */
  readonly #line: number;

  /** Of a node's name or one of its words, `cst` is that part alone. */
  constructor(node: AstNode, file: string, cst = node.$cstNode) {
    this.node = node;
    this.file = file;
    this.text = cst?.root.fullText ?? '';
    this.start = cst?.offset ?? 0;
    this.end = cst?.end ?? 0;
    this.#line = (cst?.range.start.line ?? 0) + 1;
  }

  /** The marked part as it is written. */
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

  /** Replaces the first place in the marked part where a text is written. */
  replacePart(part: string, text: string): Edit[] {
    const at = this.written.indexOf(part);
    return at < 0 ? [] : [this.edit(this.start + at, this.start + at + part.length, text)];
  }

  insertBefore(text: string): Edit {
    return this.edit(this.start, this.start, text);
  }

  insertAfter(text: string): Edit {
    return this.edit(this.end, this.end, text);
  }

  /** Whether the node is an expression, not a statement. */
  get isExpression(): boolean {
    return expressions.has(this.node.$type);
  }

  /** The spaces before the first word of the line on which the node begins. */
  get indent(): string {
    return /(?:^|\n)([ \t]*)[^\n]*$/.exec(this.text.slice(0, this.start))?.[1] ?? '';
  }

  replaceSpaceBefore(text: string): Edit {
    const space = /\s*$/.exec(this.text.slice(0, this.start))![0];
    return this.edit(this.start - space.length, this.start, text);
  }

  /** On a line of its own where the node begins its line, otherwise before it with a `;`. */
  insertStatementBefore(statement: string): Edit {
    const isFirst = /(?:^|\n)[ \t]*$/.test(this.text.slice(0, this.start));
    return this.insertBefore(isFirst ? `${statement}\n${this.indent}` : `${statement}; `);
  }

  /** Adds to the arguments of a call, behind those that are there. */
  insertArgument(argument: string): Edit {
    const written = this.written;
    if (!written.endsWith(')')) return this.insertAfter(`(${argument})`);
    const [, last, spaces] = /([^\s])(\s*)\)$/.exec(written)!;
    const at = this.end - 1 - spaces!.length;
    return this.edit(at, at, last === '(' ? argument : `${last === ',' ? '' : ','} ${argument}`);
  }

  /** Adds a statement or a setting before the node's last brace. */
  append(statement: string): Edit {
    const [, space] = /(\s*)\}$/.exec(this.written) ?? [];
    if (space === undefined) return this.insertAfter(` { ${statement} }`);
    const at = this.end - 1 - space.length;
    if (space.includes('\n')) return this.edit(at, at, `\n${space.slice(space.lastIndexOf('\n') + 1)}  ${statement}`);
    const isEmpty = this.text[at - 1] === '{';
    return this.edit(at, this.end - 1, `${isEmpty ? '' : ';'} ${statement} `);
  }

  /** Adds a statement to the list that a property of the node holds. */
  appendTo(property: string, statement: string): Edit[] {
    const part = (this.node as unknown as Readonly<Record<string, AstNode | undefined>>)[property];
    return part?.$cstNode === undefined ? [] : [this.at(part).append(statement)];
  }

  /** Adds a statement at the beginning of the body of the node of that type around this one. */
  prependTo(type: string, statement: string): Edit[] {
    const owner = AstUtils.getContainerOfType(this.node, (one): one is AstNode => one.$type === type);
    const body = (owner as { readonly body?: AstNode } | undefined)?.body?.$cstNode;
    if (body === undefined) return [];
    const at = body.offset + 1;
    const line = /^[ \t]*\r?\n([ \t]*)/.exec(this.text.slice(at));
    return [this.edit(at, at, line === null ? ` ${statement};` : `\n${line[1]}${statement}`)];
  }

  /** Adds an import behind those of the file, or above everything where there are none. */
  insertImport(specifier: string): Edit {
    const root = AstUtils.getContainerOfType(this.node, (one): one is AstNode => one.$type === 'File');
    const last = (root as { readonly imports?: readonly AstNode[] } | undefined)?.imports?.at(-1)?.$cstNode;
    if (last !== undefined) return this.edit(last.end, last.end, `\nimport "${specifier}"`);
    return this.edit(0, 0, `import "${specifier}"\n\n`);
  }

  /** Takes a statement or a setting away: with its line where it is alone on it, otherwise with one `;` beside it. */
  removeStatement(): Edit {
    const line = this.text.slice(this.text.lastIndexOf('\n', this.start - 1) + 1, this.start);
    const isFirst = /^[ \t]*$/.test(line);
    const after = /^[ \t]*;?[ \t]*(\r?\n|$)/.exec(this.text.slice(this.end));
    if (isFirst && after !== null) return this.edit(this.start - line.length, this.end + after[0].length, '');
    const next = /^\s*;[ \t]*/.exec(this.text.slice(this.end));
    if (next !== null) return this.edit(this.start, this.end + next[0].length, '');
    const previous = /[ \t]*;?[ \t]*$/.exec(line)!;
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
    const [from, to] = [this.#positionOf(start), this.#positionOf(end)];
    const range: SourceRange = { file: this.file, ...from, endLine: to.line, endColumn: to.column };
    return { range, text };
  }

  /** Counted from the marked part, since edits are near it. */
  #positionOf(offset: number): { readonly line: number; readonly column: number } {
    const { text, start } = this;
    const lines = offset < start ? -breaksIn(text, offset, start) : breaksIn(text, start, offset);
    return { line: this.#line + lines, column: offset - lineStart(text, offset) + 1 };
  }
}
