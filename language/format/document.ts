import type { Comment, Token } from './tokens.ts';

/**
 * What is to be printed, before it is known where its lines end: the algebra of Wadler, "A prettier printer" (2003).
 * A group is printed on one line where it fits and holds nothing that ends a line; otherwise each `line` directly in
 * it ends one, and the groups in it are tried in turn.
 */
export type Document =
  | { readonly kind: 'word'; readonly token: Token }
  | { readonly kind: 'comment'; readonly comment: Comment }
  /** One space. */
  | { readonly kind: 'space' }
  /** The end of a line where its group is broken, else `flat`. */
  | { readonly kind: 'line'; readonly flat: '' | ' ' }
  /** The end of a line, and an empty line after it where `blank`. */
  | { readonly kind: 'newline'; readonly blank: boolean }
  /** A separator; one that is not `always` printed is left out where its group is broken. */
  | { readonly kind: 'separator'; readonly text: string; readonly always: boolean }
  | { readonly kind: 'all'; readonly parts: readonly Document[]; readonly breaks: boolean }
  | { readonly kind: 'group' | 'indent'; readonly content: Document; readonly breaks: boolean };

export const space: Document = { kind: 'space' };
export const line: Document = { kind: 'line', flat: ' ' };
export const softline: Document = { kind: 'line', flat: '' };
export const newline: Document = { kind: 'newline', blank: false };
export const blankLine: Document = { kind: 'newline', blank: true };

export function word(token: Token): Document {
  return { kind: 'word', token };
}

export function comment(one: Comment): Document {
  return { kind: 'comment', comment: one };
}

export function separator(text: string, always: boolean): Document {
  return { kind: 'separator', text, always };
}

export function all(...parts: readonly Document[]): Document {
  return { kind: 'all', parts, breaks: parts.some(breaks) };
}

export function group(...parts: readonly Document[]): Document {
  const content = all(...parts);
  return { kind: 'group', content, breaks: breaks(content) };
}

export function indent(...parts: readonly Document[]): Document {
  const content = all(...parts);
  return { kind: 'indent', content, breaks: breaks(content) };
}

/** Whether it can never stand on one line with what follows. */
function breaks(document: Document): boolean {
  if (document.kind === 'comment') return document.comment.endsLine || document.comment.lines.length > 1;
  return document.kind === 'newline' || ('breaks' in document && document.breaks);
}
