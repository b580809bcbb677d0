import { type AstNode, GrammarUtils } from 'langium';
import type { Problem } from '../../checks/check.ts';
import { Place } from '../../checks/place.ts';
import { rangeOfCst, rangeOfHead, rangeOfNode } from '../../parse/parse.ts';
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
  atProperty(node: AstNode, property: string, file: string, problem: Problem, index = 0): void {
    const cst = GrammarUtils.findNodeForProperty(node.$cstNode, property, index) ?? node.$cstNode;
    this.#add(rangeOfCst(cst, file), problem, node, cst);
  }

  /** Where only the place is known; there are no fixes. */
  atRange(range: SourceRange, problem: Problem): void {
    if (!this.#isNew(range, problem.code)) return;
    const { severity, code, message } = problem;
    this.diagnostics.push({ ...range, severity, code, message });
  }

  /** A problem that was found already, such as a syntax error of an imported file. */
  add(diagnostic: Diagnostic): void {
    if (this.#isNew(diagnostic, diagnostic.code)) this.diagnostics.push(diagnostic);
  }

  #add(range: SourceRange, found: Problem, node: AstNode, cst = node.$cstNode): void {
    if (!this.#isNew(range, found.code)) return;
    const { fixes, ...problem } = found;
    const fitting = cst === undefined ? [] : (fixes?.(new Place(node, range.file, cst)) ?? []);
    this.diagnostics.push({ ...range, ...problem, ...(fitting.length === 0 ? {} : { fixes: fitting }) });
  }

  #isNew({ file, line, column, endLine, endColumn }: SourceRange, code: string): boolean {
    const key = `${file}:${line}:${column}:${endLine}:${endColumn}:${code}`;
    if (this.#seen.has(key)) return false;
    this.#seen.add(key);
    return true;
  }
}
