import { extractBlock } from './extract-block.ts';
import { makeElastic } from './make-elastic.ts';
import { moveElastic } from './move-elastic.ts';
import type { Refactoring, Selection } from './refactoring.ts';

/** What may be refactored where a selection is, or the cursor. */
export function refactoringsAt(selection: Selection): readonly Refactoring[] {
  return [extractBlock, makeElastic, moveElastic].flatMap((refactoring) => refactoring(selection));
}
