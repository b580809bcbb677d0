import type { CompositeCstNode } from 'langium';

/** Langium has no other way to move a leaf than where it keeps its place. */
export interface Leaf {
  _offset: number;
  _length: number;
  _startLine: number;
  _endLine: number;
}

/** A node remembers its range once it was asked. */
export function forget(node: CompositeCstNode): void {
  (node as unknown as { _rangeCache: undefined })._rangeCache = undefined;
}
