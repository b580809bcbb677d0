import type { AstNode } from 'langium';

/** The nodes directly inside a node. */
export function childrenOf(node: AstNode): readonly AstNode[] {
  const children: AstNode[] = [];
  for (const name in node) {
    // Properties of Langium's own lead out of the tree.
    if (name.charCodeAt(0) === dollar) continue;
    const value = (node as unknown as Readonly<Record<string, unknown>>)[name];
    if (Array.isArray(value)) for (const inner of value) push(children, inner);
    else push(children, value);
  }
  return children;
}

const dollar = '$'.charCodeAt(0);

function push(children: AstNode[], inner: unknown): void {
  if (typeof inner === 'object' && inner !== null) children.push(inner as AstNode);
}

/** Visits every node inside a node, each before those inside it. */
export function visitContents(node: AstNode, visit: (inner: AstNode) => void): void {
  for (const inner of childrenOf(node)) {
    visit(inner);
    visitContents(inner, visit);
  }
}
