import type { AstNode } from 'langium';

/** The nodes directly inside a node. */
export function childrenOf(node: AstNode): readonly AstNode[] {
  const children: AstNode[] = [];
  for (const [name, value] of Object.entries(node)) {
    // Properties of Langium's own lead out of the tree.
    if (name.startsWith('$')) continue;
    for (const inner of Array.isArray(value) ? value : [value]) {
      if (typeof inner === 'object' && inner !== null) children.push(inner);
    }
  }
  return children;
}

/** Visits every node inside a node, each before those inside it. */
export function visitContents(node: AstNode, visit: (inner: AstNode) => void): void {
  for (const inner of childrenOf(node)) {
    visit(inner);
    visitContents(inner, visit);
  }
}
