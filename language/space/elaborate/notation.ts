import type { AstNode } from 'langium';
import { bodyHasBraces } from '../../checks/body-has-braces.ts';
import type { Problem } from '../../checks/check.ts';
import { notationIsOurs } from '../../checks/notation-is-ours.ts';
import { pathHasAName } from '../../checks/path-has-a-name.ts';
import type * as Ast from '../../generated/syntax/ast.ts';
import { textOfOperand } from '../../parse/span.ts';

/** What is wrong with a node, at one of its words where it is that alone. */
interface Found {
  readonly problem: Problem;
  readonly property?: string;
}

type Notation<Node> = (node: Node) => Found | undefined;

/** What the grammar reads of other languages' notation, by the type of the node that is written so. */
const notations: { readonly [Type in keyof Read]: Notation<Read[Type]> } = {
  Arithmetic: (node) => {
    if (node.operator === '%') return at(`the rest of a division is \`${rest(node)}\``, rest(node));
    if (node.operator !== '**') return undefined;
    const right = power(node);
    return at(`there is no power; write ${right === undefined ? 'a product such as `n * n`' : `\`${right}\``}`, right);
  },
  Body: (node) => {
    const { $container: owner, $cstNode: cst, statements } = node;
    // Only a body without braces begins where its statement begins.
    if (cst === undefined || statements[0]?.$cstNode?.offset !== cst.offset) return undefined;
    const text = brief(cst.text);
    if (owner.$type === 'Choose' || owner.$type === 'Branch') {
      if (owner.nameless[0] !== node) return undefined;
      return { problem: pathHasAName(owner.$type.toLowerCase(), `a { ${text} }`) };
    }
    const head = cst.root.fullText.slice(owner.$cstNode!.offset, cst.offset).replace(/\s+/g, ' ');
    return { problem: bodyHasBraces(head, `{ ${text} }`) };
  },
  Elastic: (node) => {
    if (!node.equals) return undefined;
    const right = `elastic ${node.name} in ${brief(textOf(node.domain))}`;
    return at(`the values of a decision stand behind \`in\`: \`${right}\``, 'in', 'equals');
  },
  Equality: (node) => {
    const right = `${textOf(node.left)} == ${textOf(node.right)}`;
    return at(`equality is \`==\`: \`${right}\``, right);
  },
  Input: (node) => {
    if (!node.nameless || node.kind === undefined) return undefined;
    const right = `input ${node.kind}: ${textOf(node).replace(/^input\s*:\s*/, '')}`;
    return at(`an input has a name: \`${right}\``, ` ${node.kind}:`, 'nameless');
  },
  Parameter: (node) => {
    if (!node.colon || node.$container.$type === 'Supernet') return undefined;
    return at(`a parameter's default is written \`${node.name} = ${textOf(node.default)}\``, ' =', 'colon');
  },
  Quantity: (node) => {
    if (!node.text?.includes('_')) return undefined;
    const right = node.text.replaceAll('_', '');
    const short = /^\d+000$/.test(right) ? ` or \`${right.slice(0, -3)}K\`` : '';
    return at(`digits are written without \`_\`: \`${right}\`${short}`, right);
  },
  RangeDomain: (node) => {
    const [from, to] = [textOf(node.from), textOf(node.to)];
    if (node.dots) return at(`a range is written with two dots, and holds both ends: \`${from}..${to}\``, '..', 'dots');
    if (!node.by) return undefined;
    return at(`the step of a range is written \`${from}..${to} step ${textOf(node.step)}\``, 'step', 'by');
  },
  Supernet: (node) => {
    if (!node.called) return undefined;
    const input = node.parameters[0]?.name ?? 'image';
    const advice = `a supernet has no parameters, which blocks have: write \`input ${input}: image[…]\` in its body`;
    return at(advice, undefined, 'called');
  },
};

/** The nodes that may be written so. */
interface Read {
  readonly Arithmetic: Ast.Arithmetic;
  readonly Body: Ast.Body;
  readonly Elastic: Ast.Elastic;
  readonly Equality: Ast.Equality;
  readonly Input: Ast.Input;
  readonly Parameter: Ast.Parameter;
  readonly Quantity: Ast.Quantity;
  readonly RangeDomain: Ast.RangeDomain;
  readonly Supernet: Ast.Supernet;
}

/** A node that is written as in other languages. */
export type OtherNotation = Read[keyof Read];

export function otherNotation(node: AstNode): Found | undefined {
  const notation = Object.hasOwn(notations, node.$type) ? notations[node.$type as keyof Read] : undefined;
  return (notation as Notation<AstNode> | undefined)?.(node);
}

function at(advice: string, right?: string, property?: string): Found {
  const problem = right === undefined ? notationIsOurs(advice) : notationIsOurs(advice, right);
  return { problem, ...(property !== undefined && { property }) };
}

function rest(node: Ast.Arithmetic): string {
  return `mod(${textOfOperand(node.left, node)}, ${textOfOperand(node.right, node)})`;
}

/** A power of two numbers as a number, a square and a cube as a product. */
function power(node: Ast.Arithmetic): string | undefined {
  const [base, exponent] = [textOfOperand(node.left, node), Number(textOfOperand(node.right, node))];
  const whole = Number(base) ** exponent;
  if (Number.isSafeInteger(whole)) return `${whole}`;
  return /^\w+$/.test(base) && (exponent === 2 || exponent === 3) ? Array(exponent).fill(base).join(' * ') : undefined;
}

function textOf(node: AstNode | undefined): string {
  return node?.$cstNode?.text ?? '…';
}

/** Long ones, and those of several lines, fill no message. */
function brief(text: string): string {
  return text.length > 50 || /[\r\n]/.test(text) ? '…' : text;
}
