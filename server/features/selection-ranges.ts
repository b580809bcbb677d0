import type { Position, SelectionRange } from 'vscode-languageserver';
import { stretchesAround } from '../../language/index.ts';
import type { OpenFile } from '../open-file.ts';
import { toRange } from '../range.ts';

/** For each position the stretches around it, each inside the next: name, expression, statement, body, declaration. */
export function selectionRangesOf({ parsed, document }: OpenFile, positions: readonly Position[]): SelectionRange[] {
  return positions.map((position) => {
    const stretches = stretchesAround(parsed, document.offsetAt(position));
    const outermost: SelectionRange = { range: { start: position, end: position } };
    return (
      stretches.reduceRight<SelectionRange | undefined>(
        (parent, stretch) => ({ range: toRange(stretch), ...(parent && { parent }) }),
        undefined,
      ) ?? outermost
    );
  });
}
