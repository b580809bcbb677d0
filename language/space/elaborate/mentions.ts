import type { AstNode } from 'langium';
import type * as Ast from '../../generated/syntax/ast.ts';
import { isOperatorName } from '../../operators/table.ts';
import { childrenOf, visitContents } from '../../parse/contents.ts';
import { divisionBehind } from '../../parse/division.ts';
import { isNamedAround } from './names-around.ts';
import { type OtherNotation, otherNotation } from './notation.ts';

/** The names that a stretch of a file reads, and those that it declares. */
export interface Mentions {
  /** All nodes inside of which a name is read, by it. */
  readonly reads: ReadonlyMap<string, ReadonlySet<AstNode>>;
  /** What the grammar reads and may be worded wrongly: see `wordingIsRight`. */
  readonly worded: readonly Worded[];
  readonly declares: readonly (Ast.Constant | Ast.Block)[];
}

/**
 * A call of what is no operator of the language, a condition behind its value, a loop and a range of copies, a number
 * behind a value, several values in one place, and a value that is given a name before a comment which may have been meant for
 * a division; other languages' notation.
 */
export type Worded =
  | Ast.Call
  | Ast.Conditional
  | Ast.Repeat
  | Ast.Argument
  | Ast.Several
  | Ast.Constant
  | Ast.Elastic
  | OtherNotation;

/** What a declaration mentions: the very object for as long as it holds nothing new. */
export interface DeclarationMentions {
  /** Its head, and statement by statement. */
  readonly parts: readonly Mentions[];
  /** All names that it reads. */
  readonly names: ReadonlySet<string>;
}

/** Gives what `make` gave of a node before, where the node holds nothing new. */
export type Keep<Made> = (node: AstNode, make: () => Made) => Made;

/** What a declaration mentions, where those statements without an edit need not be walked again. */
export function mentionsOf(declaration: Ast.Declaration, keep: Keep<Mentions>): DeclarationMentions {
  const parts = partsOf(declaration, keep);
  return { parts, names: new Set(parts.flatMap(({ reads }) => [...reads.keys()])) };
}

function partsOf(declaration: Ast.Declaration, keep: Keep<Mentions>): readonly Mentions[] {
  const body = 'body' in declaration ? declaration.body : undefined;
  if (body === undefined) return [gather([declaration])];
  const head = childrenOf(declaration).filter((child) => child !== body);
  const own = gather(head);
  const declares = declaration.$type === 'Block' ? [declaration, ...own.declares] : own.declares;
  const worded = isWorded(declaration) ? [declaration, ...own.worded] : own.worded;
  return [
    { ...own, declares, worded },
    ...body.statements.map((statement) => keep(statement, () => gather([statement]))),
  ];
}

function gather(nodes: readonly AstNode[]): Mentions {
  const reads = new Map<string, Set<AstNode>>();
  const worded: Worded[] = [];
  const declares: (Ast.Constant | Ast.Block)[] = [];
  const visit = (node: AstNode) => {
    const name = nameRead(node);
    if (name !== undefined) {
      const around = reads.get(name) ?? new Set();
      reads.set(name, around);
      for (let up = node.$container; up !== undefined && !around.has(up); up = up.$container) around.add(up);
    }
    if (isWorded(node) && !isNamedHere(node)) worded.push(node);
    if (node.$type === 'Constant' || node.$type === 'Block') declares.push(node as Ast.Constant | Ast.Block);
  };
  let root: AstNode;
  // Of a call by a name that is declared beside it, nothing more can be said.
  const isNamedHere = (node: Worded) =>
    node.$type === 'Call' && node.holes.length === 0 && isNamedAround(node, node.operator ?? '', root);
  for (const node of nodes) {
    root = node;
    visit(node);
    visitContents(node, visit);
  }
  return { reads, worded, declares };
}

function isWorded(node: AstNode): node is Worded {
  if (node.$type === 'Call')
    return (node as Ast.Call).holes.length > 0 || !isOperatorName((node as Ast.Call).operator ?? 'x');
  if (node.$type === 'Conditional') return (node as Ast.Conditional).suffixed;
  if (node.$type === 'Argument') return (node as Ast.Argument).behind !== undefined;
  if (node.$type === 'Several') return true;
  if (node.$type === 'Constant' || node.$type === 'Elastic') {
    if (divisionBehind(node.$cstNode?.root.fullText ?? '', node.$cstNode?.end ?? 0) !== undefined) return true;
  }
  if (node.$type === 'Repeat') return (node as Ast.Repeat).loop || (node as Ast.Repeat).to !== undefined;
  return otherNotation(node) !== undefined;
}

/** The name that a node reads, where it reads one. */
function nameRead(node: AstNode): string | undefined {
  if (node.$type === 'Reference') return (node as Ast.Reference).name;
  if (node.$type === 'Call') return (node as Ast.Call).operator;
  if (node.$type === 'Weights') return (node as Ast.Weights).map;
  if (node.$type === 'Measured') return (node as Ast.Measured).target;
  if (node.$type === 'Configuration') return (node as Ast.Configuration).space;
  if (node.$type === 'SpaceSetting') return (node as Ast.SpaceSetting).space;
  if (node.$type === 'DataSetting') return (node as Ast.DataSetting).data;
  return node.$type === 'ObjectiveSetting' ? (node as Ast.ObjectiveSetting).target : undefined;
}
