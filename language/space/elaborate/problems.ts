import type { AstNode } from 'langium';
import type { Problem } from '../../checks/check.ts';
import { rangeOfHead, rangeOfNode } from '../../parse/parse.ts';
import type { Diagnostic, SourceRange } from '../../source.ts';

/**
 * Gathers what is wrong. A statement in a repeat or a block is elaborated once for each copy, so each place keeps only
 * the first problem of each code.
 */
export class Problems {
  readonly diagnostics: Diagnostic[] = [];
  readonly #seen = new Set<string>();

  at(node: AstNode, file: string, problem: Problem): void {
    this.atRange(rangeOfNode(node, file), problem);
  }

  /** At a node's first line only, where the node is a statement with a body. */
  atHead(node: AstNode, file: string, problem: Problem): void {
    this.atRange(rangeOfHead(node, file), problem);
  }

  atRange(range: SourceRange, problem: Problem): void {
    const key = `${range.file}:${range.line}:${range.column}:${range.endLine}:${range.endColumn}:${problem.code}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    this.diagnostics.push({ ...range, ...problem });
  }
}
