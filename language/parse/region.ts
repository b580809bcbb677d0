import type { AstNode, CstNode } from 'langium';
import type { File } from '../generated/syntax/ast.ts';
import { childrenOf } from './contents.ts';

/** A stretch of a text that was replaced: `[start, end)` became `[start, end + growth)`. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly growth: number;
}

const block = 1024;

/** The one stretch in which two texts differ; undefined where they are equal. */
export function editBetween(before: string, after: string): Edit | undefined {
  if (before === after) return undefined;
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  // Most of it is equal: by the block first.
  while (start + block <= shorter && before.slice(start, start + block) === after.slice(start, start + block)) {
    start += block;
  }
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start += 1;
  let end = before.length;
  const growth = after.length - before.length;
  while (
    end - block >= start &&
    end + growth - block >= start &&
    before.slice(end - block, end) === after.slice(end + growth - block, end + growth)
  ) {
    end -= block;
  }
  while (end > start && end + growth > start && before.charCodeAt(end - 1) === after.charCodeAt(end + growth - 1)) {
    end -= 1;
  }
  return { start, end, growth };
}

/** A node that lists statements or declarations, and these in the order of the text. */
export interface ItemList {
  readonly owner: AstNode;
  readonly cst: CstNode;
  readonly items: readonly AstNode[];
  /** Where its items may stand: between its braces, or anywhere in the file. */
  readonly from: number;
  readonly to: number;
}

/** Whole lines of a list that hold an edit: `items[first]` up to but not including `items[last]`, and what is between. */
export interface Region {
  /** Every list around the edit, the file's first; the last one's items are meant. */
  readonly lists: readonly ItemList[];
  readonly first: number;
  readonly last: number;
  readonly start: number;
  readonly end: number;
}

/** The smallest region around an edit; undefined where the edit is in no list. */
export function regionOf(tree: File, text: string, edit: Edit): Region | undefined {
  const lists: ItemList[] = [];
  let region: Region | undefined;
  for (let list = listOf(tree); list !== undefined; ) {
    lists.push(list);
    region = regionIn([...lists], text, edit) ?? region;
    const body = bodyAround(list.items, edit);
    list = body && listOf(body);
  }
  return region;
}

function bodyAround(nodes: readonly AstNode[], edit: Edit): AstNode | undefined {
  const around = nodes.find(({ $cstNode }) => $cstNode && $cstNode.offset <= edit.start && $cstNode.end >= edit.end);
  if (around === undefined || around.$type === 'Body') return around;
  return bodyAround(childrenOf(around), edit);
}

/** The list of a file or of a body; undefined where it is neither, or half-written. */
export function listOf(node: AstNode): ItemList | undefined {
  const cst = node.$cstNode;
  if (cst === undefined) return undefined;
  if (node.$type === 'File') {
    const { imports, declarations } = node as File;
    const items = [...imports, ...declarations].sort((a, b) => offsetOf(a) - offsetOf(b));
    return items.every(isPlaced) ? { owner: node, cst, items, from: 0, to: cst.root.fullText.length } : undefined;
  }
  if (node.$type !== 'Body' || !cst.text.startsWith('{') || !cst.text.endsWith('}')) return undefined;
  const { statements } = node as AstNode & { readonly statements: readonly AstNode[] };
  return statements.every(isPlaced)
    ? { owner: node, cst, items: statements, from: cst.offset + 1, to: cst.end - 1 }
    : undefined;
}

function isPlaced(node: AstNode): boolean {
  return node.$cstNode !== undefined && node.$cstNode.length > 0;
}

function offsetOf(node: AstNode): number {
  return node.$cstNode?.offset ?? 0;
}

/** Undefined where the lines hold more than items of the innermost list. */
function regionIn(lists: readonly ItemList[], text: string, edit: Edit): Region | undefined {
  const list = lists.at(-1)!;
  let start = lineStart(text, edit.start);
  let end = lineEnd(text, edit.end);
  let first = list.items.findIndex(({ $cstNode }) => $cstNode!.end > start);
  if (first < 0) first = list.items.length;
  let last = first;
  for (;;) {
    const next = list.items[last]?.$cstNode;
    const before = list.items[first - 1]?.$cstNode;
    if (next !== undefined && next.offset < end) {
      start = Math.min(start, lineStart(text, next.offset));
      end = Math.max(end, lineEnd(text, next.end));
      last += 1;
    } else if (before !== undefined && before.end > start) {
      start = lineStart(text, before.offset);
      first -= 1;
    } else break;
  }
  return start >= list.from && end <= list.to ? { lists, first, last, start, end } : undefined;
}

function lineStart(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}

/** The offset of the end of an offset's line. */
export function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end;
}
