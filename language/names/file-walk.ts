import { type AstNode, type CstNode, GrammarUtils } from 'langium';
import type * as Ast from '../generated/syntax/ast.ts';
import { documentationOf, type Parsed, rangeOfNode } from '../parse/parse.ts';
import type { SourceRange } from '../source.ts';
import type { Binding, NameScope } from './name-scope.ts';
import type { BuiltIn, NameSymbol, Occurrence, OccurrenceForm, SymbolKind } from './symbol.ts';

/** What one walk over a file's tree has found. */
export class FileWalk {
  readonly parsed: Parsed;
  readonly occurrences: Occurrence[] = [];
  readonly builtIns: BuiltIn[] = [];
  /** Arguments given by position, with the parameters that take them. */
  readonly positional: { readonly range: SourceRange; readonly parameter: string }[] = [];
  /** The innermost scope of a place is the last one whose stretch holds it. */
  readonly scopes: { readonly start: number; readonly end: number; readonly scope: NameScope }[] = [];
  /** What every call of a declared name calls. */
  readonly calls = new Map<Ast.Call, Binding>();
  /** What the node of every declaration declares. */
  readonly declared = new Map<AstNode, Binding>();

  constructor(parsed: Parsed) {
    this.parsed = parsed;
  }

  /** A declaration's binding, whose name is in a property; undefined in a half-written one. */
  declaration(kind: SymbolKind, node: AstNode, property: string, name: string | undefined): Binding | undefined {
    const cst = GrammarUtils.findNodeForProperty(node.$cstNode, property);
    if (name === undefined || cst === undefined) return undefined;
    const { file } = this.parsed;
    const symbol: NameSymbol = {
      key: `${file}:${cst.offset}`,
      kind,
      name,
      range: this.rangeOf(cst),
      extent: rangeOfNode(node, file),
      documentation: documentationOf(node),
    };
    const binding = { symbol, node, walk: this };
    this.declared.set(node, binding);
    this.occurrences.push({ symbol, range: symbol.range, isDeclaration: true, form: 'plain' });
    return binding;
  }

  refer(binding: Binding, cst: CstNode | undefined, form: OccurrenceForm = 'plain'): void {
    if (cst === undefined) return;
    this.occurrences.push({ symbol: binding.symbol, range: this.rangeOf(cst), isDeclaration: false, form });
  }

  builtIn(kind: BuiltIn['kind'], name: string, cst: CstNode | undefined, owner?: string): void {
    if (cst === undefined) return;
    this.builtIns.push({ kind, name, range: this.rangeOf(cst), ...(owner === undefined ? {} : { owner }) });
  }

  /** Notes a scope's stretch: that of the node, which is a body or a whole declaration. */
  opens(node: AstNode | undefined, scope: NameScope): void {
    const cst = node?.$cstNode;
    if (cst !== undefined) this.scopes.push({ start: cst.offset, end: cst.end, scope });
  }

  rangeOf(cst: CstNode): SourceRange {
    const { start, end } = cst.range;
    return {
      file: this.parsed.file,
      line: start.line + 1,
      column: start.character + 1,
      endLine: end.line + 1,
      endColumn: end.character + 1,
    };
  }
}

/** The place of a property's text in its node. */
export function placeOf(node: AstNode, property: string, index?: number): CstNode | undefined {
  return GrammarUtils.findNodeForProperty(node.$cstNode, property, index);
}

/** Where what a node declares may be named from. */
export function endOf(node: AstNode): number {
  return node.$cstNode?.end ?? 0;
}

export function startOf(node: AstNode): number {
  return node.$cstNode?.offset ?? 0;
}
