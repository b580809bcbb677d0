import type { AstNode } from 'langium';
import type { Problem } from '../../checks/check.ts';
import { Place } from '../../checks/place.ts';
import { rangeOfHead, rangeOfNode, rangeOfProperty } from '../../parse/parse.ts';
import type { Diagnostic, SourceRange } from '../../source.ts';

/**
 * Gathers what is wrong. A statement in a repeat or a block is elaborated once for each copy, so each place keeps only
 * the first problem of each code.
 */
export class Problems {
  readonly diagnostics: Diagnostic[] = [];
  readonly #seen = new Set<string>();

  at(node: AstNode, file: string, problem: Problem): void {
    this.#add(rangeOfNode(node, file), problem, node);
  }

  /** At a node's first line only, where the node is a statement with a body. */
  atHead(node: AstNode, file: string, problem: Problem): void {
    this.#add(rangeOfHead(node, file), problem, node);
  }

  /** At the name or the word of a node that is wrong. */
  atProperty(node: AstNode, property: string, file: string, problem: Problem): void {
    this.#add(rangeOfProperty(node, property, file), problem, node);
  }

  /** A problem that was found already, such as a syntax error of an imported file. */
  add(diagnostic: Diagnostic): void {
    if (this.#isNew(diagnostic)) this.diagnostics.push(diagnostic);
  }

  #add(range: SourceRange, { fixes, ...problem }: Problem, node: AstNode): void {
    if (!this.#isNew({ ...range, ...problem })) return;
    const found = node.$cstNode === undefined ? [] : (fixes?.(new Place(node, range.file)) ?? []);
    this.diagnostics.push({ ...range, ...problem, ...(found.length === 0 ? {} : { fixes: found }) });
  }

  #isNew({ file, line, column, endLine, endColumn, code }: Diagnostic): boolean {
    const key = `${file}:${line}:${column}:${endLine}:${endColumn}:${code}`;
    if (this.#seen.has(key)) return false;
    this.#seen.add(key);
    return true;
  }
}
