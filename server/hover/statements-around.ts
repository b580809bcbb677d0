import type { Position } from 'vscode-languageserver';
import { type Compilation, hintsOf } from '../../language/index.ts';
import { contains } from '../range.ts';

/** The statements around a position, in every use and super-network, the innermost first. */
export function statementsAround(compilation: Compilation, at: Position): ReturnType<typeof hintsOf> {
  return hintsOf(compilation)
    .filter(({ range }) => contains(range, at))
    .toSorted((a, b) => a.steps.length - b.steps.length);
}
