import { type CompositeCstNode, CstUtils } from 'langium';
import type { File } from '../generated/syntax/ast.ts';
import { divisionBehind } from './division.ts';
import { type Gathered, moveBehind } from './graft.ts';
import type { Leaf } from './leaf.ts';
import type { Edit } from './region.ts';

/**
 * Follows an edit inside a `//` comment, which changes nothing but where things stand behind it. False, and nothing is
 * done, where the edit is elsewhere or the comment is, or becomes, documentation or what may be meant for a division.
 */
export function followInComment(tree: File, text: string, edit: Edit, gathered: Gathered): boolean {
  const { root } = tree.$cstNode ?? {};
  const leaf = root && CstUtils.findLeafNodeAtOffset(root, edit.start - 1);
  if (leaf?.tokenType.name !== 'COMMENT' || leaf.container === undefined) return false;
  const put = text.slice(edit.start, edit.end + edit.growth);
  if (edit.start < leaf.offset + 2 || edit.end > leaf.end || /[\n\r]/.test(put)) return false;
  if (leaf.text.startsWith('///') || text.startsWith('///', leaf.offset)) return false;
  if (divisionBehind(leaf.text, 0) ?? divisionBehind(text, leaf.offset)) return false;
  const container = leaf.container as CompositeCstNode;
  (leaf as unknown as Leaf)._length += edit.growth;
  moveBehind(container, container.content.indexOf(leaf) + 1, { offset: edit.growth, lines: 0 }, gathered);
  Object.assign(root!, { _text: text });
  return true;
}
