import type { AstNode } from 'langium';
import type { File } from '../generated/syntax/ast.ts';
import { followInComment } from './comment-edit.ts';
import { childrenOf } from './contents.ts';
import { type Gathered, graft } from './graft.ts';
import { breaksIn } from './lines.ts';
import { type Parsed, parse } from './parse.ts';
import { type Edit, editBetween, type ItemList, lineEnd, listOf, type Region, regionOf } from './region.ts';
import { lengthen, shorten } from './shorten.ts';

/** What an edit left of a tree. */
export interface Reparsed {
  readonly parsed: Parsed;
  /** Nodes of the tree before it that hold something new; undefined where the whole tree is new. */
  readonly touched: ReadonlySet<AstNode> | undefined;
  /** From which line on, counted from 1 in the text before it, lines have moved, and by how many. */
  readonly moved: { readonly from: number; readonly by: number };
}

/** A bracket that is open still takes the next lines for what belongs in it: an error shows two statements below. */
const mostAttempts = 5;

/**
 * Follows the text of one file: after an edit only the statements around it are parsed, in a text from which all others
 * are left out, and take the place of what they replace in the tree. The tree is changed: it is valid until the next text.
 * What it gives is what parsing the whole text gives; where that cannot be seen to, it does that.
 */
export class Reparser {
  readonly #file: string;
  #text = '';
  #parsed: Parsed | undefined;
  /** Errors may leave statements around them in pieces; in a part of the text alone that could not be seen. */
  #isWhole = false;
  readonly #gathered: Gathered = new WeakMap();

  constructor(file: string) {
    this.#file = file;
  }

  parse(text: string): Reparsed {
    const before = this.#parsed;
    const edit = editBetween(this.#text, text);
    const nothing: Reparsed['moved'] = { from: 1, by: 0 };
    if (before !== undefined && edit === undefined) return { parsed: before, touched: new Set(), moved: nothing };
    if (before !== undefined && edit !== undefined && followInComment(before.tree, text, edit, this.#gathered)) {
      this.#text = text;
      return { parsed: before, touched: new Set(), moved: nothing };
    }
    const part = before && edit && this.#isWhole ? this.#reparse(before, text, edit) : undefined;
    const result = part ?? { parsed: parse(text, this.#file), touched: undefined, moved: nothing };
    if (part === undefined) this.#isWhole = result.parsed.diagnostics.length === 0;
    this.#parsed = result.parsed;
    this.#text = text;
    return result;
  }

  #reparse(before: Parsed, text: string, edit: Edit): Reparsed | undefined {
    const old = this.#text;
    let region = regionOf(before.tree, old, edit);
    // What follows may turn out to belong to the statement that is being written.
    for (let attempts = 0; attempts < mostAttempts && region !== undefined; attempts += 1) {
      const fresh = this.#parseRegion(before, region, text, edit);
      if (fresh !== undefined) {
        const list = region.lists.at(-1)!;
        const next = list.items[region.last];
        graft(region, fresh.list, { offset: edit.growth, lines: fresh.lines }, text, this.#gathered);
        const touched = new Set<AstNode>();
        for (let up: AstNode | undefined = list.owner; up !== undefined; up = up.$container) touched.add(up);
        // A comment above a declaration belongs to it.
        if (next !== undefined) touched.add(next);
        const parsed = { ...before, diagnostics: fresh.diagnostics };
        return { parsed, touched, moved: { from: linesTo(old, region.end) + 1, by: fresh.lines } };
      }
      region = withNext(region, old);
    }
    return undefined;
  }

  #parseRegion(before: Parsed, region: Region, text: string, edit: Edit) {
    const old = this.#text;
    const list = region.lists.at(-1)!;
    const next = list.items[region.last];
    const previous = list.items[region.first - 1];
    const firstLine = linesTo(old, region.start);
    const lines = breaksIn(text, region.start, region.end + edit.growth) - breaksIn(old, region.start, region.end);
    const lastLine = next === undefined ? linesTo(old, list.to) : linesTo(old, region.end);
    const isInside = (diagnostic: { readonly line: number; readonly endLine: number }, last: number) =>
      diagnostic.line >= firstLine && diagnostic.endLine <= last;
    if (!before.diagnostics.every((diagnostic) => isInside(diagnostic, lastLine))) return undefined;
    if (leavesCommentOpen(text.slice(region.start, region.end + edit.growth))) return undefined;
    const short = shorten(text, stretchesAround(region, edit));
    const { tree, diagnostics } = lengthen(parse(short.text, this.#file), text, short.cuts);
    if (!diagnostics.every((diagnostic) => isInside(diagnostic, lastLine + lines))) return undefined;
    const fresh = counterpart(region, tree, edit);
    if (fresh === undefined) return undefined;
    const [first, last] = [fresh.items[0], fresh.items.at(-1)];
    if (previous !== undefined && !stands(first, previous, 0)) return undefined;
    if (next !== undefined && !stands(last, next, edit.growth)) return undefined;
    const items = fresh.items.slice(previous === undefined ? 0 : 1, next === undefined ? undefined : -1);
    const isWithin = ({ $cstNode }: AstNode) =>
      $cstNode!.offset >= region.start && $cstNode!.end <= region.end + edit.growth;
    return items.every(isWithin) ? { list: fresh, lines, diagnostics } : undefined;
  }
}

/** The same with one item more. */
function withNext(region: Region, text: string): Region | undefined {
  const list = region.lists.at(-1)!;
  const next = list.items[region.last]?.$cstNode;
  if (next === undefined) return undefined;
  const end = lineEnd(text, next.end);
  const beyond = list.items[region.last + 1]?.$cstNode;
  if (end > list.to || (beyond !== undefined && beyond.offset < end)) return undefined;
  return { ...region, last: region.last + 1, end };
}

/** Where a text has nothing of the region, its neighbours without their bodies, and what is around them. */
function stretchesAround(region: Region, edit: Edit): readonly (readonly [from: number, to: number])[] {
  const blanks: [from: number, to: number][] = [];
  region.lists.forEach((list, depth) => {
    const inner = region.lists[depth + 1];
    const kept = inner === undefined ? undefined : list.items.find((item) => contains(item, inner));
    const from = kept ?? list.items[region.first - 1];
    const to = kept ?? list.items[region.last];
    if (from !== undefined) blanks.push([list.from, from.$cstNode!.offset]);
    if (kept === undefined) for (const item of [from, to]) if (item) blanks.push(...bodiesOf(item));
    if (to !== undefined) blanks.push([to.$cstNode!.end, list.to]);
  });
  const moved = (offset: number) => (offset >= edit.end ? offset + edit.growth : offset);
  return blanks.sort(([a], [b]) => a - b).map(([from, to]) => [moved(from), moved(to)]);
}

function contains(item: AstNode, inner: ItemList): boolean {
  return item.$cstNode!.offset <= inner.from && item.$cstNode!.end >= inner.to;
}

/** What is between the braces of the outermost bodies in a node. */
function bodiesOf(node: AstNode): readonly [number, number][] {
  const list = node.$type === 'Body' ? listOf(node) : undefined;
  return list === undefined ? childrenOf(node).flatMap(bodiesOf) : [[list.from, list.to]];
}

/** The innermost list of a region in a tree of the pruned text; undefined where something around it is another. */
function counterpart(region: Region, tree: File, edit: Edit): ItemList | undefined {
  let list = listOf(tree);
  for (const [depth, old] of region.lists.entries()) {
    if (depth > 0) {
      const item = region.lists[depth - 1]!.items.find((one) => contains(one, old))!;
      const [kept, ...others] = list!.items;
      if (others.length > 0 || !stands(kept, item, edit.growth, edit.start)) return undefined;
      const body = follow(kept!, pathTo(old.owner, item));
      list = body === undefined ? undefined : listOf(body);
    }
    if (list === undefined || list.from !== old.from || list.to !== old.to + edit.growth) return undefined;
  }
  return list;
}

/** Whether a node stands where another one stood, whose start and end have moved, or its end alone. */
function stands(node: AstNode | undefined, before: AstNode, by: number, unmovedTo = -1): boolean {
  const [here, there] = [node?.$cstNode, before.$cstNode!];
  const start = there.offset > unmovedTo ? there.offset + by : there.offset;
  return here !== undefined && node!.$type === before.$type && here.offset === start && here.end === there.end + by;
}

type Step = readonly [property: string, index: number | undefined];

function pathTo(node: AstNode, from: AstNode): readonly Step[] {
  const path: Step[] = [];
  for (let at = node; at !== from && at.$container !== undefined; at = at.$container) {
    path.unshift([at.$containerProperty!, at.$containerIndex]);
  }
  return path;
}

function follow(node: AstNode, path: readonly Step[]): AstNode | undefined {
  let at: AstNode | undefined = node;
  for (const [property, index] of path) {
    const value: unknown = at && Object.entries(at).find(([name]) => name === property)?.[1];
    at = (Array.isArray(value) ? value[index ?? 0] : value) as AstNode | undefined;
  }
  return at;
}

function leavesCommentOpen(text: string): boolean {
  return text.replaceAll(/"(\\.|[^"\\\n\r])*"|\/\/[^\n\r]*|\/\*[\s\S]*?\*\//g, '').includes('/*');
}

/** The line of an offset, from 1. */
function linesTo(text: string, offset: number): number {
  return breaksIn(text, 0, offset) + 1;
}
