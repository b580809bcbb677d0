import type { Comment, Place, Token } from './tokens.ts';

export type Atom = Token | Comment | Block | List;

/** `{ … }` with statements, settings or paths. */
export interface Block extends Place {
  readonly kind: 'block';
  readonly open: Token;
  readonly entries: readonly Entry[];
  readonly close: Token;
}

/** What stands between brackets, separated by commas. */
export interface List extends Place {
  readonly kind: 'list';
  readonly open: Token;
  readonly elements: readonly Element[];
  readonly close: Token;
}

export interface Element {
  readonly leading: readonly Comment[];
  readonly atoms: readonly Atom[];
  /** Comments behind it, before its comma or behind that on the comma's line. */
  readonly trailing: readonly Comment[];
}

/** One item of a block or a file, or a comment between two. */
export interface Entry extends Place {
  readonly comment?: Comment;
  readonly atoms: readonly Atom[];
  /** Whether a `;` follows directly. */
  readonly separated: boolean;
}

/** Nests the tokens of a file by its brackets. `items`: where its declarations and imports begin. */
export function nest(tokens: readonly (Token | Comment)[], items: ReadonlySet<number>): readonly Entry[] {
  return readEntries({ tokens, next: 0 }, items);
}

interface Cursor {
  readonly tokens: readonly (Token | Comment)[];
  next: number;
}

const closing: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

function readEntries(cursor: Cursor, items: ReadonlySet<number>): Entry[] {
  const entries: Entry[] = [];
  let atoms: Atom[] = [];
  function finish(): void {
    const inside = atoms.findLastIndex(({ kind }) => kind !== 'comment') + 1;
    const item = atoms.slice(0, inside);
    if (item.length > 0) entries.push({ atoms: item, separated: false, ...placeOf(item) });
    for (const one of atoms.slice(inside)) {
      if (one.kind === 'comment') entries.push({ comment: one, atoms: [], separated: false, ...placeOf([one]) });
    }
    atoms = [];
  }
  for (let token = peek(cursor); token !== undefined && !isToken(token, '}'); token = peek(cursor)) {
    if (isToken(token, ';')) {
      finish();
      const last = entries.at(-1);
      if (last && !last.separated) {
        // What follows a `;` follows the entry before it on its line, unless a comment ends that line.
        const end = last.comment?.endsLine ? {} : { endLine: token.endLine, endColumn: token.endColumn };
        entries[entries.length - 1] = { ...last, separated: true, ...end };
      }
      cursor.next += 1;
    } else {
      if (token.kind === 'token' && items.has(token.offset)) finish();
      atoms.push(readAtom(cursor));
    }
  }
  finish();
  return entries;
}

function readAtom(cursor: Cursor): Atom {
  const open = cursor.tokens[cursor.next]!;
  cursor.next += 1;
  if (open.kind === 'comment' || !(open.text in closing)) return open;
  if (open.text === '{' && open.rule !== 'WeightsPart') {
    const entries = readEntries(cursor, open.items);
    const close = readClose(cursor);
    return { kind: 'block', open, entries, close, ...placeOf([open, close]) };
  }
  const elements = readElements(cursor, open);
  const close = readClose(cursor);
  return { kind: 'list', open, elements, close, ...placeOf([open, close]) };
}

/** In a file that parsed, every bracket is closed. */
function readClose(cursor: Cursor): Token {
  cursor.next += 1;
  return cursor.tokens[cursor.next - 1] as Token;
}

function readElements(cursor: Cursor, open: Token): Element[] {
  const elements: Element[] = [];
  let atoms: Atom[] = [];
  function finish(behind: readonly Comment[]): void {
    const first = atoms.findIndex(({ kind }) => kind !== 'comment');
    const last = atoms.findLastIndex(({ kind }) => kind !== 'comment') + 1;
    const comments = (some: readonly Atom[]) => some.filter((one) => one.kind === 'comment');
    const previous = elements.at(-1);
    if (first >= 0) {
      const trailing = [...comments(atoms.slice(last)), ...behind];
      elements.push({ leading: comments(atoms.slice(0, first)), atoms: atoms.slice(first, last), trailing });
    } else if (previous) {
      elements[elements.length - 1] = { ...previous, trailing: [...previous.trailing, ...comments(atoms), ...behind] };
    } else if (atoms.length + behind.length > 0) {
      elements.push({ leading: [...comments(atoms), ...behind], atoms: [], trailing: [] });
    }
    atoms = [];
  }
  for (let token = peek(cursor); !isToken(token, closing[open.text]!); token = peek(cursor)) {
    if (isToken(token, ',')) {
      cursor.next += 1;
      finish(commentsOnLineOf(cursor, token!));
    } else {
      atoms.push(readAtom(cursor));
    }
  }
  finish([]);
  return elements;
}

/** The comments behind a comma that end its line; those before another element on the line are that one's. */
function commentsOnLineOf(cursor: Cursor, comma: Place): Comment[] {
  const found: Comment[] = [];
  let last = comma;
  let next = cursor.next;
  for (let token = cursor.tokens[next]; token?.line === last.endLine; token = cursor.tokens[next]) {
    if (token.kind !== 'comment') return [];
    found.push(token);
    last = token;
    next += 1;
  }
  cursor.next = next;
  return found;
}

function peek(cursor: Cursor): Token | Comment | undefined {
  return cursor.tokens[cursor.next];
}

function isToken(token: Token | Comment | undefined, text: string): boolean {
  return token?.kind === 'token' && token.text === text;
}

function placeOf(atoms: readonly Place[]): Place {
  const { line, column } = atoms[0]!;
  const { endLine, endColumn } = atoms.at(-1)!;
  return { line, column, endLine, endColumn };
}
