import { AstUtils, CstUtils } from 'langium';
import type * as Ast from '../generated/syntax/ast.ts';
import { rangeOfNode } from '../parse/parse.ts';
import {
  freeName,
  indentAt,
  type Refactoring,
  type Selection,
  startsLine,
  statementAround,
  stretch,
} from './refactoring.ts';

/** Opens a number: that of an argument as a decision declared before its statement, or a constant in its place. */
export function makeElastic(selection: Selection): readonly Refactoring[] {
  const { parsed, start } = selection;
  const root = parsed.tree.$cstNode;
  const leaf = root === undefined ? undefined : CstUtils.findLeafNodeAtOffset(root, start);
  const number = leaf?.astNode;
  if (number?.$type !== 'Quantity' || AstUtils.getContainerOfType(number, isSearch) !== undefined) return [];
  const value = Number((number as Ast.Quantity).text);
  if (!Number.isInteger(value) || value < 1) return [];
  const holder = number.$container;
  if (holder?.$type === 'Constant') return ofConstant(selection, holder as Ast.Constant, value);
  if (holder?.$type === 'Argument' && holder.$container?.$type === 'Call') {
    return ofArgument(selection, holder as Ast.Argument, number as Ast.Quantity, value);
  }
  return [];
}

function isSearch(node: { readonly $type: string }): node is Ast.Search {
  return node.$type === 'Search';
}

function ofConstant({ parsed }: Selection, node: Ast.Constant, value: number): readonly Refactoring[] {
  const text = `elastic ${node.name} in ${domainAround(node.name, value)}`;
  return [
    {
      title: `Make \`${node.name}\` elastic`,
      kind: 'rewrite',
      edits: [{ range: rangeOfNode(node, parsed.file), text }],
    },
  ];
}

function ofArgument(
  selection: Selection,
  argument: Ast.Argument,
  number: Ast.Quantity,
  value: number,
): readonly Refactoring[] {
  const { parsed, names, text } = selection;
  const range = rangeOfNode(argument, parsed.file);
  const byPosition = names.positional.find((one) => one.range.line === range.line && one.range.column === range.column);
  const parameter = argument.name ?? byPosition?.parameter;
  const statement = outermostOnLine(argument);
  const at = statement?.$cstNode?.offset;
  if (parameter === undefined || at === undefined) return [];
  const name = freeName(names, parameter, at + 1);
  const declared = `elastic ${name} in ${domainAround(parameter, value)}`;
  const gap = startsLine(text, at) ? `\n${indentAt(text, at)}` : '; ';
  return [
    {
      title: `Make \`${parameter}\` elastic`,
      kind: 'rewrite',
      edits: [
        { range: stretch(selection, at, at), text: `${declared}${gap}` },
        { range: rangeOfNode(number, parsed.file), text: name },
      ],
    },
  ];
}

/** The outermost statement that begins on the line of the node's own, in the same declaration. */
function outermostOnLine(node: Ast.Argument): Ast.Statement | undefined {
  let found = statementAround(node);
  const line = found?.$cstNode?.range.start.line;
  for (let outer = found; outer !== undefined; ) {
    const body = outer.$container;
    outer = body?.$container === undefined ? undefined : statementAround(body.$container);
    if (outer?.$cstNode?.range.start.line === line && outer?.$type !== 'Block') found = outer;
  }
  return found;
}

/** Values around a number, with itself as the default: odd ones of a kernel, otherwise up to it. */
function domainAround(parameter: string, value: number): string {
  if (parameter === 'kernel') {
    const kernels = [value - 2, value, value + 2].filter((kernel) => kernel >= 1);
    return `[${kernels.join(', ')}] = ${value}`;
  }
  const values =
    value < 4 ? [1, 2, 3].slice(0, Math.max(2, value)) : [0.5, 0.75, 1].map((part) => Math.round(part * value));
  const usual = values.at(-1) === value ? '' : ` = ${value}`;
  return `[${[...new Set(values)].join(', ')}]${usual}`;
}
