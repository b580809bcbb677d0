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
  return [...lines].flatMap(([line, hints]) => {
    const uses = usesOf(hints);
    const shape = shapes ? shapeOf(uses) : undefined;
    const price = costs ? priceOf(uses) : undefined;
    const label = [shape, price?.label].filter((part) => part !== undefined).join(' · ');
    if (label === '') return [];
    const position = { line: line - 1, character: lineLength(document, line - 1) };
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

function placeOf({ range }: Hint): string {
  return `${range.column}:${range.endLine}:${range.endColumn}`;
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
  const after = new Set(uses.map((use) => printType(use.at(-1)!.space, use.at(-1)!.output)));
  const isChanged = uses.some((use) => {
    const entering = use.flatMap(({ steps }) => steps)[0]?.inputs[0];
    const { space } = use[0]!;
    return entering !== undefined && printType(space, space.values[entering]!) !== printType(space, use.at(-1)!.output);
  });
  return isChanged && after.size === 1 ? [...after][0] : undefined;
}

/** The range over all uses. */
function priceOf(uses: readonly Use[]): { label: string; tooltip: string } | undefined {
  const ranges = uses.flatMap((use) => {
    const space = use[0]!.space;
    const steps = use.flatMap((hint) => hint.steps);
    if (!matters(space, costAtMost(space, steps))) return [];
    const range = statementCost(space, steps);
    return range && !('problem' in range) && matters(space, range.largest.value) ? [range] : [];
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

function matters(space: Space, largest: number): boolean {
  const network = costRange(space, 'macs');
  return 'problem' in network || largest >= leastShare * network.largest.value;
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

function lineLength(document: TextDocument, line: number): number {
  const start = { line, character: 0 };
  return document.getText({ start, end: { line: line + 1, character: 0 } }).replace(/\r?\n$/, '').length;
}
