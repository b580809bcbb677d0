import {
  all,
  blankLine,
  comment,
  type Document,
  group,
  indent,
  line,
  newline,
  separator,
  softline,
  space,
  word,
} from './document.ts';
import type { Atom, Block, Element, Entry, List } from './nesting.ts';
import { mayBreak, standTogether } from './spacing.ts';
import type { Place, Token } from './tokens.ts';

/** How to lay out the entries of a list, each list in its own way. */
export interface Style {
  /** Whether items that stood on one line, separated by `;`, stay on one. */
  readonly together: boolean;
  /** Whether a `;` at the end of a line is kept. */
  readonly separators: boolean;
}

/** The entries of a file or a block, line by line as the author had them, with at most one empty line between two. */
export function layOut(entries: readonly Entry[], style: Style): Document {
  const lines: Document[] = [];
  for (let start = 0, end = 0; start < entries.length; start = end) {
    end = start + 1;
    while (end < entries.length && isOnLineOf(entries[end - 1]!, entries[end]!)) end += 1;
    if (start > 0) lines.push(entries[start]!.line - entries[start - 1]!.endLine > 1 ? blankLine : newline);
    lines.push(group(layOutLine(entries, start, end, style)));
  }
  return all(...lines);
}

/** The entries of one line: its items separated by `;`, or each on a line of its own where they do not fit. */
function layOutLine(entries: readonly Entry[], start: number, end: number, style: Style): Document {
  const parts: Document[] = [];
  let last = -1;
  let isKept = false;
  for (let i = start; i < end; i += 1) {
    const { comment: remark, atoms } = entries[i]!;
    parts.push(remark ? comment(remark) : sequence(atoms, style));
    if (!remark) {
      const next = entries.findIndex((entry, k) => k > i && !entry.comment);
      const written = entries.findIndex((entry, k) => k >= i && k < next && entry.separated);
      isKept = style.separators && written >= 0;
      // Behind the last item of the line it stays before the comments, which may end the line.
      last = next >= end || next < 0 ? -1 : Math.max(i, written);
      if (last < 0 && isKept) parts.push(separator(';', true));
    }
    if (i === last) parts.push(separator(';', isKept), style.together ? line : newline);
    else if (i < end - 1) parts.push(space);
  }
  return all(...parts);
}

/** The parts of one statement. A line that ends inside it, at a comment, goes on indented. */
function sequence(atoms: readonly Atom[], style: Style): Document {
  const parts: Document[] = [];
  for (const [i, atom] of atoms.entries()) {
    const before = atoms[i - 1];
    if (before) parts.push(between(before, atom, atoms[i - 2]));
    if (atom.kind === 'comment') parts.push(comment(atom));
    else if (atom.kind === 'token') parts.push(word(atom));
    else parts.push(atom.kind === 'block' ? layOutBlock(atom, style) : layOutList(atom, style));
  }
  return all(...parts);
}

/** What parts two neighbours. A comment stays on its line, and only one that begins or ends a line ends the statement's. */
function between(before: Atom, after: Atom, earlier: Atom | undefined): Document {
  if (before.kind === 'comment' || after.kind === 'comment') {
    const isInside =
      before.kind === 'comment' && !before.endsLine && earlier !== undefined && isOnLineOf(earlier, before);
    return isOnLineOf(before, after) || (isInside && after.kind !== 'comment') ? space : indent(newline);
  }
  const [last, first] = [lastOf(before), firstOf(after)];
  if (standTogether(last, first)) return all();
  return mayBreak(last, first) ? group(indent(line)) : space;
}

/** A block that stood on one line stays on one where it fits. */
function layOutBlock({ open, entries, close }: Block, style: Style): Document {
  const inside = { ...style, together: true };
  if (entries.length === 0) return all(word(open), word(close));
  if (open.line === close.endLine) {
    return group(word(open), indent(line, layOutLine(entries, 0, entries.length, inside)), line, word(close));
  }
  const [first, second] = entries;
  const isHead = first?.comment !== undefined && first.line === open.line && !(second && isOnLineOf(first, second));
  const head = isHead ? all(space, comment(first.comment)) : all();
  const rest = isHead ? entries.slice(1) : entries;
  const body = rest.length === 0 ? all() : indent(newline, layOut(rest, inside));
  return all(word(open), head, body, newline, word(close));
}

/** A list on one line where it fits, otherwise each element on its own. */
function layOutList({ open, elements, close }: List, style: Style): Document {
  if (elements.length === 0) return all(word(open), word(close));
  const parts = elements.flatMap((element, i) => {
    const isLast = i === elements.length - 1;
    return [layOutElement(element, isLast, style), ...(isLast ? [] : [line])];
  });
  return group(word(open), indent(softline, ...parts), softline, word(close));
}

function layOutElement({ leading, atoms, trailing }: Element, isLast: boolean, style: Style): Document {
  const parts: Document[] = [];
  for (const [i, one] of leading.entries()) {
    const next = leading[i + 1] ?? atoms[0];
    parts.push(comment(one));
    if (next) parts.push(isOnLineOf(one, next) ? space : newline);
  }
  parts.push(sequence(atoms, style));
  // The comma goes before the first comment that ends a line.
  const behind = trailing.findIndex((one, i) => one.endsLine || !isOnLineOf(trailing[i - 1] ?? atoms.at(-1)!, one));
  const comma = behind < 0 ? trailing.length : behind;
  for (const one of trailing.slice(0, comma)) parts.push(space, comment(one));
  if (!isLast) parts.push(separator(',', true));
  for (const [i, one] of trailing.entries()) {
    if (i >= comma) parts.push(isOnLineOf(trailing[i - 1] ?? atoms.at(-1)!, one) ? space : newline, comment(one));
  }
  return all(...parts);
}

function isOnLineOf(before: Place, after: Place): boolean {
  return after.line === before.endLine;
}

function firstOf(atom: Token | Block | List): Token {
  return atom.kind === 'token' ? atom : atom.open;
}

function lastOf(atom: Token | Block | List): Token {
  return atom.kind === 'token' ? atom : atom.close;
}
