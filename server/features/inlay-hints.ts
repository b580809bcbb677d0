import { type InlayHint, InlayHintKind } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import {
  type Compilation,
  type CostRange,
  costAtMost,
  costRange,
  type Hint,
  type Names,
  type Space,
  statementCost,
} from '../../language/index.ts';
import { formatRange, grouped } from '../figures.ts';
import type { OpenFile } from '../open-file.ts';
import { printType } from '../print-type.ts';
import { toRange } from '../range.ts';
import type { Settings } from '../settings.ts';
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
  const lines = groupBy(compilation.hints, ({ range }) => range.line);
  const leastPrice = leastPrices();
  const lengths = lineLengths(document.getText());
  return [...lines].flatMap(([line, hints]) => {
    const uses = usesOf(hints);
    const shape = shapes ? shapeOf(uses) : undefined;
    const price = costs ? priceOf(uses, leastPrice) : undefined;
    const label = [shape, price?.label].filter((part) => part !== undefined).join(' · ');
    if (label === '') return [];
    const position = { line: line - 1, character: lengths[line - 1]! };
    return [{ position, label, paddingLeft: true, ...(price && { tooltip: price.tooltip }) }];
  });
}

/** One use of a line: its outermost statements, in order, in one copy of the block or repeat around them. */
type Use = readonly Hint[];

function usesOf(hints: readonly Hint[]): Use[] {
  if (hints.length === 1) return [hints];
  // Uses of one statement have one range: comparing places, not uses, keeps a block that is used often cheap.
  const places = [...groupBy(hints, placeOf).values()];
  const outermost = places.filter(([hint]) => !places.some(([other]) => other !== hint && encloses(other!, hint!)));
  const statements = [...groupBy(outermost.flat(), ({ range }) => range.column)].sort(([a], [b]) => a - b);
  const copies = statements[0]?.[1].length ?? 0;
  return Array.from({ length: copies }, (_, copy) => statements.flatMap(([, uses]) => uses[copy] ?? []));
}

/** A number for each place on a line. */
function placeOf({ range }: Hint): number {
  return (range.column * 2 ** 20 + range.endLine) * 2 ** 16 + range.endColumn;
}

/** A statement around another one that begins on the same line. */
function encloses({ range: outer }: Hint, { range: inner }: Hint): boolean {
  const isLonger =
    outer.endLine > inner.endLine || (outer.endLine === inner.endLine && outer.endColumn >= inner.endColumn);
  const isSame =
    outer.endLine === inner.endLine && outer.endColumn === inner.endColumn && outer.column === inner.column;
  return outer.column <= inner.column && isLonger && !isSame;
}

/** The shape after the line, where it changes there and is the same in every use. */
function shapeOf(uses: readonly Use[]): string | undefined {
  let shape: string | undefined;
  let isChanged = false;
  for (const use of uses) {
    const { space, output } = use.at(-1)!;
    const after = printType(space, output);
    if (shape !== undefined && shape !== after) return undefined;
    shape = after;
    const entering = use.find(({ steps }) => steps.length > 0)?.steps[0]?.inputs[0];
    isChanged ||= entering !== undefined && printType(space, space.values[entering]!) !== after;
  }
  return isChanged ? shape : undefined;
}

/** The range over all uses. */
function priceOf(
  uses: readonly Use[],
  leastPrice: (space: Space) => number,
): { label: string; tooltip: string } | undefined {
  const ranges = uses.flatMap((use) => {
    const space = use[0]!.space;
    const steps = use.length === 1 ? use[0]!.steps : use.flatMap((hint) => hint.steps);
    if (costAtMost(space, steps) < leastPrice(space)) return [];
    const range = statementCost(space, steps);
    return range && !('problem' in range) && range.largest.value >= leastPrice(space) ? [range] : [];
  });
  if (ranges.length === 0) return undefined;
  const whole: CostRange = {
    smallest: ranges.map(({ smallest }) => smallest).reduce((a, b) => (b.value < a.value ? b : a)),
    largest: ranges.map(({ largest }) => largest).reduce((a, b) => (b.value > a.value ? b : a)),
  };
  const [low, high] = [whole.smallest.value, whole.largest.value].map(grouped);
  const exact = `${low === high ? high : `${low} to ${high}`} MACs`;
  return {
    label: formatRange(whole, 2),
    tooltip: uses.length > 1 ? `${exact}, for each of ${uses.length} copies` : exact,
  };
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

function groupBy<Item, Key>(items: readonly Item[], key: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group === undefined) groups.set(key(item), [item]);
    else group.push(item);
  }
  return groups;
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
