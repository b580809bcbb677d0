import { AstUtils, type CstNode, CstUtils } from 'langium';
import { type Parsed, rangeOfNode } from '../parse/parse.ts';
import type { SourceRange } from '../source.ts';

/** Stretches of text around an offset, the innermost first: a name, its expression, the statement, the body, the file. */
export function stretchesAround({ tree, file }: Parsed, offset: number): readonly SourceRange[] {
  const root = tree.$cstNode;
  const leaf = root === undefined ? undefined : CstUtils.findLeafNodeAtOffset(root, offset);
  const found: SourceRange[] = [];
  for (let node: CstNode | undefined = leaf; node !== undefined; node = node.container) {
    const { start, end } = node.range;
    const range = {
      file,
      line: start.line + 1,
      column: start.character + 1,
      endLine: end.line + 1,
      endColumn: end.character + 1,
    };
    if (node.length > 0 && !sameStretch(found.at(-1), range)) found.push(range);
  }
  return found;
}

/**
 * What an editor may fold: everything in braces that takes several lines, comments of several lines, and what stands
 * from a comment `// region` to its `// endregion`.
 */
export function foldsOf({ tree, file }: Parsed): readonly { readonly range: SourceRange; readonly kind: FoldKind }[] {
  const folds: { range: SourceRange; kind: FoldKind }[] = [];
  for (const node of AstUtils.streamAst(tree)) {
    const range = rangeOfNode(node, file);
    if (node.$type !== 'File' && node.$cstNode?.text.endsWith('}') && range.endLine > range.line) {
      folds.push({ range: { ...range, line: lineOfBrace(node.$cstNode) }, kind: 'body' });
    }
  }
  const text = tree.$cstNode?.root.fullText ?? '';
  folds.push(...commentsOf(text, file), ...regionsOf(text, file), ...importsOf(tree, file));
  return firstOfEachLine(folds);
}

type FoldKind = 'body' | 'comment' | 'region' | 'imports';

/** As other languages write them, and as `language-configuration.json` says. */
const regionMark = /^\s*\/\/\s*#?(end)?region\b/;

/** The line of the brace that opens what a node ends with. */
function lineOfBrace(node: CstNode): number {
  let depth = 0;
  const { text } = node;
  for (let i = text.length - 1; i >= 0; i -= 1) {
    if (text[i] === '}') depth += 1;
    if (text[i] === '{') depth -= 1;
    if (depth === 0) return node.range.start.line + text.slice(0, i).split('\n').length;
  }
  return node.range.start.line + 1;
}

function commentsOf(text: string, file: string): { range: SourceRange; kind: FoldKind }[] {
  const lines = text.split(/\r?\n/);
  const folds: { range: SourceRange; kind: FoldKind }[] = [];
  const add = (line: number, endLine: number) => {
    if (endLine <= line) return;
    const endColumn = (lines[endLine - 1]?.length ?? 0) + 1;
    folds.push({ range: { file, line, column: 1, endLine, endColumn }, kind: 'comment' });
  };
  let start: number | undefined;
  lines.forEach((line, i) => {
    const isComment = /^\s*\/\//.test(line) && !regionMark.test(line);
    if (isComment) start ??= i + 1;
    else if (start !== undefined) {
      add(start, i);
      start = undefined;
    }
  });
  if (start !== undefined) add(start, lines.length);
  for (const match of text.matchAll(/\/\*[\s\S]*?\*\//g)) {
    const line = text.slice(0, match.index).split('\n').length;
    add(line, line + match[0].split('\n').length - 1);
  }
  return folds;
}

/** Regions may hold others; a mark without its other one marks nothing. */
function regionsOf(text: string, file: string): { range: SourceRange; kind: FoldKind }[] {
  const folds: { range: SourceRange; kind: FoldKind }[] = [];
  const open: number[] = [];
  for (const [i, line] of text.split(/\r?\n/).entries()) {
    const mark = regionMark.exec(line);
    if (mark === null) continue;
    if (mark[1] === undefined) open.push(i + 1);
    else {
      const start = open.pop();
      const end = { endLine: i + 1, endColumn: line.length + 1 };
      if (start !== undefined) folds.push({ range: { file, line: start, column: 1, ...end }, kind: 'region' });
    }
  }
  return folds;
}

function importsOf(tree: Parsed['tree'], file: string): { range: SourceRange; kind: FoldKind }[] {
  const [first, last] = [tree.imports[0], tree.imports.at(-1)];
  if (first === undefined || last === undefined || first === last) return [];
  const [start, end] = [rangeOfNode(first, file), rangeOfNode(last, file)];
  return [{ range: { ...end, line: start.line, column: start.column }, kind: 'imports' }];
}

/** An editor folds one stretch a line: the longest. */
function firstOfEachLine<Fold extends { readonly range: SourceRange }>(folds: readonly Fold[]): readonly Fold[] {
  const byLine = new Map<number, Fold>();
  for (const fold of folds) {
    const other = byLine.get(fold.range.line);
    if (other === undefined || other.range.endLine < fold.range.endLine) byLine.set(fold.range.line, fold);
  }
  return [...byLine.values()].toSorted((a, b) => a.range.line - b.range.line);
}

function sameStretch(a: SourceRange | undefined, b: SourceRange): boolean {
  return a?.line === b.line && a.column === b.column && a.endLine === b.endLine && a.endColumn === b.endColumn;
}
