import type { File } from '../generated/syntax/ast.ts';
import { type Parsed, parse, tokenize } from '../parse/parse.ts';
import type { Diagnostic } from '../source.ts';
import { alignColumns } from './columns.ts';
import { layOut, type Style } from './layout.ts';
import { nest } from './nesting.ts';
import { print } from './print.ts';
import { itemsOf, tokensOf } from './tokens.ts';

/** A text in the canonical layout, or the syntax errors for which it has none. */
export type Formatted = { readonly text: string } | { readonly errors: readonly Diagnostic[] };

/**
 * Lays a text out in the one way of Lithe: two spaces a level, one space around operators and behind commas and
 * colons, at most one empty line, no line over 120 columns where it can be broken, no `;` at the end of a line.
 * What an author put on one line stays on one where it fits; every comment stays; the syntax tree stays the same.
 * Formatting twice is formatting once. A text that would say something else in this layout stays as it is. Line ends stay those of the text (the more frequent, where it mixes them).
 */
export function format(text: string, file: string): Formatted {
  return formatParsed(text, parse(text, file));
}

/** The same for a text that is parsed already. */
export function formatParsed(text: string, parsed: Parsed): Formatted {
  if (parsed.diagnostics.length > 0) return { errors: parsed.diagnostics };
  const first = layoutOf(text, parsed);
  if (!first.separators) return { text: first.text };
  // Where a `;` that is kept stands depends on the lines around it, which the layout moves: until nothing moves any more.
  const seen = [first.text];
  for (;;) {
    const last = seen.at(-1)!;
    const next = layoutOf(last, parse(last, parsed.file)).text;
    if (next === last) return { text: last };
    const start = seen.indexOf(next);
    // Some would go in a circle: any of them is as good as another.
    if (start >= 0) return { text: seen.slice(start).sort()[0]! };
    seen.push(next);
  }
}

/** The layout of a text that parsed, and whether each `;` at the end of a line had to be kept in it. */
function layoutOf(text: string, { file, tree }: Parsed): { readonly text: string; readonly separators: boolean } {
  const lineEnd = (text.match(/\r\n/g)?.length ?? 0) * 2 > (text.match(/\n/g)?.length ?? 0) ? '\r\n' : '\n';
  // A `;` at the end of a line is superfluous, unless the statement before it could go on with the line below.
  for (const separators of [false, true]) {
    const formatted = laidOut(tree, { together: false, separators }, lineEnd);
    if (saysTheSame({ file, tree }, formatted)) return { text: formatted, separators };
  }
  return { text, separators: false };
}

/** Whether a text has the syntax tree and the comments of a text that parsed. */
export function saysTheSame({ file, tree }: Pick<Parsed, 'file' | 'tree'>, text: string): boolean {
  const before = tree.$cstNode?.root.fullText ?? '';
  if (text === before || sameList(wordsOf(text), wordsOf(before))) return true;
  // Where separators were left out, it takes a parser to see what that means.
  const again = parse(text, file);
  return again.diagnostics.length === 0 && contentOf(again.tree) === contentOf(tree);
}

/**
 * What a parser sees of a text, and its comments without their indentation. Texts of equal words have equal trees: to
 * the grammar a `;` is what the lexer's END is, several are one, and a comma before a closing bracket is none.
 */
function wordsOf(text: string): readonly string[] {
  const { tokens, hidden, errors } = tokenize(text);
  const words: string[] = errors.map(({ message }) => message);
  for (const { image, tokenType } of tokens) {
    const word = tokenType.name === 'END' ? ';' : image;
    if (word === ';' && words.at(-1) === ';') continue;
    if ((word === ')' || word === ']') && words.at(-1) === ',') words.pop();
    words.push(word);
  }
  for (const { image } of hidden) words.push(image.replace(/[^\S\r\n]*(\r\n?|\n)[^\S\r\n]*/g, '\n').trimEnd());
  return words;
}

function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((word, i) => word === b[i]);
}

function laidOut(tree: File, style: Style, lineEnd: string): string {
  const root = tree.$cstNode;
  if (root === undefined) return '';
  const entries = nest(tokensOf(root), itemsOf(root, -1));
  const lines = entries.length === 0 ? [] : alignColumns(print(layOut(entries, style)));
  return lines.map((line) => line + lineEnd).join('');
}

/** All that a layout must keep: the tree without the places of its parts, and the comments without their indentation. */
function contentOf(tree: File): string {
  const tokens = tree.$cstNode ? tokensOf(tree.$cstNode) : [];
  const comments = tokens.flatMap((one) => (one.kind === 'comment' ? [one.lines.map((text) => text.trim())] : []));
  const isContent = (key: string) => !key.startsWith('$') || key === '$type';
  return JSON.stringify([tree, comments], (key, value) => (isContent(key) ? value : undefined));
}
