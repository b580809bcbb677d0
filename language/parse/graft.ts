import { type AstNode, type CompositeCstNode, type CstNode, isCompositeCstNode, type Mutable } from 'langium';
import { forget, type Leaf } from './leaf.ts';
import type { ItemList, Region } from './region.ts';

/** How far what is behind an edit moves. */
export interface Shift {
  readonly offset: number;
  readonly lines: number;
}

/**
 * Puts the items of a freshly parsed list, which stand where they belong, in the place of a region's, and moves all
 * that is behind it. `fresh` has the region's neighbours as well, which stay what they were. `text` is the new text.
 */
export function graft(
  { lists, first, last }: Region,
  fresh: ItemList,
  shift: Shift,
  text: string,
  gathered: Gathered,
): void {
  const list = lists.at(-1)!;
  const [previous, next] = [list.items[first - 1], list.items[last]];
  const inner = fresh.items.slice(previous === undefined ? 0 : 1, next === undefined ? undefined : -1);

  const old = list.cst as CompositeCstNode;
  const from = behind(list, previous);
  const to = before(list, next);
  const put = (fresh.cst as CompositeCstNode).content.slice(
    behind(fresh, previous && fresh.items[0]),
    before(fresh, next && fresh.items.at(-1)),
  );
  for (const node of put) (node as Mutable<CstNode>).container = old;
  (old.content as CstNode[]).splice(from, to - from, ...put);
  moveBehind(old, from + put.length, shift, gathered);
  Object.assign(old.root, { _text: text });

  const items = [...list.items.slice(0, first), ...inner, ...list.items.slice(last)];
  // A file has two lists, its imports and its declarations.
  for (const property of new Set([...list.items, ...items].map((item) => item.$containerProperty!))) {
    const members = items.filter((item) => item.$containerProperty === property);
    for (const [$containerIndex, item] of members.entries()) {
      Object.assign(item satisfies AstNode, { $container: list.owner, $containerIndex });
    }
    Object.assign(list.owner, { [property]: members });
  }
}

/** The index, among the parts of a list, behind an item or behind the opening brace. */
function behind({ cst, owner }: ItemList, item: AstNode | undefined): number {
  if (item !== undefined) return indexOf(cst, item) + 1;
  return owner.$type === 'File' ? 0 : 1;
}

/** The index of an item or of the closing brace. */
function before({ cst, owner }: ItemList, item: AstNode | undefined): number {
  if (item !== undefined) return indexOf(cst, item);
  const { length } = (cst as CompositeCstNode).content;
  return owner.$type === 'File' ? length : length - 1;
}

function indexOf(cst: CstNode, item: AstNode): number {
  let part = item.$cstNode!;
  while (part.container !== undefined && part.container !== cst) part = part.container;
  return (cst as CompositeCstNode).content.indexOf(part);
}

/** Moves the parts of a node from an index on, and everything behind the node. */
export function moveBehind(node: CompositeCstNode, index: number, shift: Shift, gathered: Gathered): void {
  forget(node);
  gathered.delete(node);
  for (let i = index; i < node.content.length; i += 1) move(contentsOf(node.content[i]!, gathered), shift);
  const { container } = node;
  if (container !== undefined) moveBehind(container, container.content.indexOf(node) + 1, shift, gathered);
}

/** What is in a part: gathered once, and until something is put into it, since every key moves all that is behind it. */
interface Contents {
  readonly leaves: readonly Leaf[];
  readonly composites: readonly CompositeCstNode[];
}

/** What was gathered, by the part. */
export type Gathered = WeakMap<CstNode, Contents>;

function contentsOf(part: CstNode, contents: Gathered): Contents {
  const known = contents.get(part);
  if (known !== undefined) return known;
  const leaves: Leaf[] = [];
  const composites: CompositeCstNode[] = [];
  const gather = (node: CstNode) => {
    if (!isCompositeCstNode(node)) leaves.push(node as unknown as Leaf);
    else {
      composites.push(node);
      node.content.forEach(gather);
    }
  };
  gather(part);
  const made = { leaves, composites };
  contents.set(part, made);
  return made;
}

function move({ leaves, composites }: Contents, { offset, lines }: Shift): void {
  for (const leaf of leaves) leaf._offset += offset;
  if (lines === 0) return;
  for (const leaf of leaves) {
    leaf._startLine += lines;
    leaf._endLine += lines;
  }
  composites.forEach(forget);
}
