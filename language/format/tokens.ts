import {
  type AstNode,
  AstUtils,
  type CstNode,
  GrammarAST,
  isCompositeCstNode,
  isLeafCstNode,
  type LeafCstNode,
} from 'langium';

/** Where something stood in the source: lines and columns from 0, the end exclusive. */
export interface Place {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export interface Token extends Place {
  readonly kind: 'token';
  readonly text: string;
  readonly offset: number;
  /** Name of the token's type: `ID`, `NUMBER`, `STRING`, or the keyword itself. */
  readonly type: string;
  /** Name of the grammar's rule that the token is written in; `infix` for the operator between two operands. */
  readonly rule: string;
  /** Where the nodes begin that stand between these braces. */
  readonly items: ReadonlySet<number>;
}

export interface Comment extends Place {
  readonly kind: 'comment';
  /** Without the spaces behind each line. */
  readonly lines: readonly string[];
  /** Whether nothing can follow on its line: `// …`. */
  readonly endsLine: boolean;
}

const none: ReadonlySet<number> = new Set();

/** The tokens and comments of a file that parsed, in their order, without the marks that the lexer puts between them. */
export function tokensOf(root: CstNode): (Token | Comment)[] {
  const leaves: LeafCstNode[] = [];
  collect(root, leaves);
  const ruleOf = rules();
  return leaves
    .sort((a, b) => a.offset - b.offset)
    .map((leaf) => (leaf.hidden ? commentOf(leaf) : tokenOf(leaf, ruleOf(leaf))));
}

function collect(node: CstNode, leaves: LeafCstNode[]): void {
  if (isCompositeCstNode(node)) for (const part of node.content) collect(part, leaves);
  else if (isLeafCstNode(node) && node.tokenType.name !== 'END' && node.tokenType.name !== 'LABEL') leaves.push(node);
}

/** The rule that a token is written in, looked up once for each place in the grammar. */
function rules(): (leaf: LeafCstNode) => string {
  const known = new Map<AstNode, string>();
  return ({ grammarSource: source }) => {
    if (source === undefined) return 'infix';
    const before = known.get(source);
    if (before !== undefined) return before;
    const name = AstUtils.getContainerOfType(source, GrammarAST.isAbstractRule)?.name ?? 'infix';
    known.set(source, name);
    return name;
  };
}

/** Where the direct parts of a node begin that are listed behind an offset. */
export function itemsOf(cst: CstNode, behind: number): ReadonlySet<number> {
  const parts = AstUtils.streamContents(cst.astNode).filter(({ $containerIndex }) => $containerIndex !== undefined);
  return new Set(parts.map(({ $cstNode }) => $cstNode?.offset ?? -1).filter((offset) => offset > behind));
}

function tokenOf(leaf: LeafCstNode, rule: string): Token {
  return {
    kind: 'token',
    text: leaf.text,
    offset: leaf.offset,
    type: leaf.tokenType.name,
    rule,
    items: leaf.text === '{' ? itemsOf(leaf, leaf.offset) : none,
    ...placeOf(leaf),
  };
}

function commentOf(leaf: LeafCstNode): Comment {
  const lines = leaf.text.split(/\r\n?|\n/).map((one) => one.trimEnd());
  return { kind: 'comment', lines, endsLine: leaf.text.startsWith('//'), ...placeOf(leaf) };
}

function placeOf({ range: { start, end } }: LeafCstNode): Place {
  return { line: start.line, column: start.character, endLine: end.line, endColumn: end.character };
}
