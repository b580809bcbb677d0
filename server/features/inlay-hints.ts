import { type InlayHint, InlayHintKind } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type Compilation, costRange, type Hint, type Names, type Space } from '../../language/index.ts';
import type { OpenFile } from '../open-file.ts';
import { toRange } from '../range.ts';
import type { Settings } from '../settings.ts';
import { hintedLine, Stretch } from './hinted-line.ts';
import { requirementHints } from './requirement-hints.ts';

/** Statements below this share of the largest network's cost have no price. */
const leastShare = 0.01;

/** The hints of a document, of the kinds that are switched on. */
export function inlayHintsOf(file: OpenFile, settings: Settings['inlayHints']): InlayHint[] {
  const { compilation, document } = file;
  return [
    ...lineHints(compilation, document, settings),
    ...(settings.costs ? requirementHints(compilation) : []),
    // The names of a file are worked out when they are asked for.
    ...(settings.parameterNames ? parameterHints(file.names, document) : []),
  ];
}

/** Before an argument given by position, the name of the parameter that takes it, unless the argument says as much. */
function parameterHints({ positional }: Names, document: TextDocument): InlayHint[] {
  return positional
    .filter(({ range, parameter }) => document.getText(toRange(range)) !== parameter)
    .map(({ range, parameter }) => ({
      position: toRange(range).start,
      label: `${parameter}:`,
      kind: InlayHintKind.Parameter,
      paddingRight: true,
    }));
}

/**
 * At most one hint a line: the shape that leaves it where that is another than came in, and what its statements cost
 * where that matters. In a repeat, the price of one copy; on the repeat's own first line, of all.
 */
function lineHints(
  compilation: Compilation,
  document: TextDocument,
  { shapes, costs }: Settings['inlayHints'],
): InlayHint[] {
  const leastPrice = leastPrices();
  const lengths = lineLengths(document.getText());
  const shown: InlayHint[] = [];
  for (const [line, stretches] of linesOf(compilation)) {
    const hinted = hintedLine(stretches);
    const shape = shapes ? hinted.shape : undefined;
    const price = costs ? hinted.price(leastPrice) : undefined;
    if (shape === undefined && price === undefined) continue;
    const label = shape === undefined || price === undefined ? (shape ?? price!.label) : `${shape} · ${price.label}`;
    const position = { line: line - 1, character: lengths[line - 1]! };
    shown.push({ position, label, paddingLeft: true, ...(price && { tooltip: price.tooltip }) });
  }
  return shown;
}

/** The stretches of every line, those of a part that is what it was before among them. */
function linesOf({ hints }: Compilation): ReadonlyMap<number, readonly Stretch[]> {
  const lines = new Map<number, Stretch[]>();
  for (const { space, hints: part } of hints) {
    for (const stretch of stretchesOf(part, space)) {
      const { line } = stretch.hints[0]!.range;
      const others = lines.get(line);
      if (others === undefined) lines.set(line, [stretch]);
      else others.push(stretch);
    }
  }
  return lines;
}

/** What is known of a part's lines, for as long as the part lives: lines move, and no two become one. */
const known = new WeakMap<readonly Hint[], readonly Stretch[]>();

function stretchesOf(part: readonly Hint[], space: Space): readonly Stretch[] {
  let stretches = known.get(part);
  if (stretches === undefined) {
    const byLine = new Map<number, Stretch>();
    for (const hint of part) {
      const { line } = hint.range;
      const stretch = byLine.get(line) ?? new Stretch(space);
      byLine.set(line, stretch);
      stretch.hints.push(hint);
    }
    stretches = [...byLine.values()];
    known.set(part, stretches);
  }
  for (const stretch of stretches) stretch.space = space;
  return stretches;
}

/** Below which price a statement of a space has none. */
function leastPrices(): (space: Space) => number {
  const known = new Map<Space, number>();
  return (space) => {
    const before = known.get(space);
    if (before !== undefined) return before;
    const network = costRange(space, 'macs');
    const least = 'problem' in network ? 0 : leastShare * network.largest.value;
    known.set(space, least);
    return least;
  };
}

/** How many characters every line has, without its end. */
function lineLengths(text: string): readonly number[] {
  const lengths: number[] = [];
  let start = 0;
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
    lengths.push(text[end - 1] === '\r' ? end - 1 - start : end - start);
    start = end + 1;
  }
  lengths.push(text.length - start);
  return lengths;
}
