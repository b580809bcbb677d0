import { AstUtils } from 'langium';
import type * as Ast from '../generated/syntax/ast.ts';
import { rangeOfNode } from '../parse/parse.ts';
import { freeName, indentAt, isInside, type Refactoring, type Selection, stretch } from './refactoring.ts';

/**
 * Makes a block of the statements that are selected, before the declaration around them, and calls it in their place.
 * What they read from around them becomes parameters. Not offered where something else reads what they declare.
 */
export function extractBlock(selection: Selection): readonly Refactoring[] {
  const { parsed, names, text } = selection;
  const statements = selectedStatements(selection);
  const [first, last] = [statements[0]?.$cstNode, statements.at(-1)?.$cstNode];
  const holder = statements[0] && AstUtils.getContainerOfType(statements[0], isTopLevel);
  const before = holder?.$cstNode?.offset;
  if (first === undefined || last === undefined || before === undefined) return [];
  if (statements.some(({ $type }) => $type === 'Input' || $type === 'Weights' || $type === 'Block')) return [];
  const range = stretch(selection, first.offset, last.end);
  const isIn = (place: typeof range) => isInside(place, range);
  const isReadOutside = names.occurrences.some(
    (one) => !one.isDeclaration && isIn(one.symbol.range) && !isIn(one.range),
  );
  if (isReadOutside) return [];
  const holderRange = rangeOfNode(holder!, parsed.file);
  const read = names.occurrences.filter(
    ({ range: place, symbol }) =>
      isIn(place) && !isIn(symbol.range) && isInside(symbol.range, holderRange) && symbol.range.file === parsed.file,
  );
  const parameters = [...new Set(read.map(({ symbol }) => symbol.name))];
  const list = parameters.length === 0 ? '' : `(${parameters.join(', ')})`;
  const name = freeName(names, 'Extracted', before);
  const body = dedented(text.slice(first.offset, last.end), indentAt(text, first.offset));
  const at = startOfDocumentation(text, before);
  return [
    {
      title: `Extract into a block`,
      kind: 'extract',
      edits: [
        { range: stretch(selection, at, at), text: `block ${name}${list} {\n${body}\n}\n\n` },
        { range, text: `${name}${list}` },
      ],
    },
  ];
}

function isTopLevel(node: {
  readonly $type: string;
  readonly $container?: { readonly $type: string };
}): node is Ast.Supernet | Ast.Block {
  return (node.$type === 'Supernet' || node.$type === 'Block') && node.$container?.$type === 'File';
}

/** The statements of one list that the selection covers wholly, and nothing else. */
function selectedStatements({ parsed, text, start, end }: Selection): readonly Ast.Statement[] {
  const selected = text.slice(start, end);
  const from = start + (selected.length - selected.replace(/^[\s;]+/, '').length);
  const to = end - (selected.length - selected.replace(/[\s;]+$/, '').length);
  if (from >= to) return [];
  for (const node of AstUtils.streamAst(parsed.tree)) {
    if (node.$type !== 'Body') continue;
    const { statements } = node as Ast.Body;
    const first = statements.findIndex(({ $cstNode }) => $cstNode?.offset === from);
    const last = statements.findIndex(({ $cstNode }) => $cstNode?.end === to);
    if (first >= 0 && last >= first) return statements.slice(first, last + 1);
  }
  return [];
}

/** Lines with two spaces in the place of an indentation. */
function dedented(text: string, indent: string): string {
  const lines = text.split('\n').map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line));
  return lines.map((line) => (line.trim() === '' ? '' : `  ${line}`)).join('\n');
}

/** Where the `///` lines above an offset begin. */
function startOfDocumentation(text: string, offset: number): number {
  const documentation = /(?:^|\n)((?:[ \t]*\/\/\/.*\n)+)$/.exec(text.slice(0, offset));
  return documentation === null ? offset : offset - documentation[1]!.length;
}
