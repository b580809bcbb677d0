import type { AstNode } from 'langium';

interface Span {
  readonly start: number;
  readonly end: number;
}

/** Two operands and what is between them. */
interface Infix extends AstNode {
  readonly left?: AstNode;
  readonly right?: AstNode;
}

/** From the first operand to the last: all operations of one chain have the whole chain for their syntax node. */
export function spanOfInfix(node: Infix): Span {
  const own = spanOfCst(node);
  return {
    start: node.left === undefined ? own.start : spanOfOperand(node.left, node).start,
    end: node.right === undefined ? own.end : spanOfOperand(node.right, node).end,
  };
}

/** An operand with its parentheses. */
function spanOfOperand(operand: AstNode, around: AstNode): Span {
  const [own, outer] = [spanOfCst(operand), spanOfCst(around)];
  const isPart = own.start === outer.start && own.end === outer.end;
  return isPart ? spanOfInfix(operand) : own;
}

/** An operand as it is written. */
export function textOfOperand(operand: AstNode | undefined, around: AstNode): string {
  if (operand?.$cstNode === undefined) return '…';
  const { start, end } = spanOfOperand(operand, around);
  return operand.$cstNode.root.fullText.slice(start, end);
}

/** All of a node. */
export function spanOfCst({ $cstNode: cst }: AstNode): Span {
  return { start: cst?.offset ?? 0, end: cst?.end ?? 0 };
}
