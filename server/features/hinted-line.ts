import {
  costAtMost,
  decisionOf,
  type Hint,
  type Space,
  type SymbolicType,
  sizesOf,
  statementCost,
} from '../../language/index.ts';
import { formatRange, grouped } from '../figures.ts';
import { printType } from '../print-type.ts';

interface Price {
  readonly label: string;
  readonly tooltip: string;
}

/** One use of a line: its outermost statements, in order, in one copy of the block or repeat around them. */
type Use = readonly Hint[];

/** What the statements of a line give and cost together: worked out again only where one of them is another one. */
export class HintedLine {
  readonly hints: readonly Hint[];
  readonly #uses: readonly Use[];
  readonly #costs: readonly UseCost[];
  #shape: { readonly text: string | undefined; readonly named: readonly Named[] } | undefined;
  #shown: { readonly costs: readonly UseCost[]; readonly price: Price } | undefined;

  constructor(hints: readonly Hint[]) {
    this.hints = hints;
    this.#uses = usesOf(hints);
    this.#costs = this.#uses.map((use) => new UseCost(use));
  }

  /** The shape after the line, where it changes there and is the same in every use. */
  get shape(): string | undefined {
    const isSame = this.#shape?.named.every(
      ({ hint, variable, name }) => variable in hint.space.places && decisionOf(hint.space, variable).name === name,
    );
    if (isSame !== true) this.#shape = { text: shapeOf(this.#uses), named: this.#uses.flatMap(namedIn) };
    return this.#shape!.text;
  }

  /** The range over all uses that cost at least so much; undefined where none does. */
  price(leastPrice: (space: Space) => number): Price | undefined {
    const costs = this.#costs.filter((cost) => cost.reaches(leastPrice));
    if (costs.length === 0) return undefined;
    const before = this.#shown;
    const isSame = before?.costs.length === costs.length && costs.every((cost, i) => cost === before.costs[i]);
    this.#shown = isSame ? before : { costs, price: priceOf(costs, this.#uses.length) };
    return this.#shown!.price;
  }
}

/** The line of these statements as it was before, where they are what they were. */
export function hintedLine(hints: readonly Hint[]): HintedLine {
  const [first] = hints;
  const known = first!.space.pool.remember('hinted lines', () => new WeakMap<Hint, HintedLine>());
  const before = known.get(first!);
  if (before?.hints.length === hints.length && hints.every((hint, i) => hint === before.hints[i])) return before;
  const line = new HintedLine(hints);
  known.set(first!, line);
  return line;
}

/** A decision that a shape names, as its space calls it. */
interface Named {
  readonly hint: Hint;
  readonly variable: number;
  readonly name: string;
}

function namedIn(use: Use): Named[] {
  const hint = use.at(-1)!;
  const types = [hint.output, enteringType(use)].filter((type) => type !== undefined);
  const read = new Set(types.flatMap((type) => sizesOf(type).flatMap(({ reads }) => [...reads])));
  return [...read].map((variable) => ({ hint, variable, name: decisionOf(hint.space, variable).name }));
}

/** What one use of a line costs. */
class UseCost {
  readonly #first: Hint;
  readonly #steps: Hint['steps'];
  #atMost: number | undefined;
  #range: { readonly low: number; readonly high: number } | 'none' | undefined;

  constructor(use: Use) {
    this.#first = use[0]!;
    this.#steps = use.length === 1 ? use[0]!.steps : use.flatMap(({ steps }) => steps);
  }

  reaches(leastPrice: (space: Space) => number): boolean {
    const { space } = this.#first;
    const least = leastPrice(space);
    this.#atMost ??= costAtMost(space, this.#steps);
    if (this.#atMost < least) return false;
    const range = this.range;
    return range !== undefined && range.high >= least;
  }

  /** Undefined where no sub-network has any of it, or there is no exact range. */
  get range(): { readonly low: number; readonly high: number } | undefined {
    this.#range ??= this.#find();
    return this.#range === 'none' ? undefined : this.#range;
  }

  #find(): { readonly low: number; readonly high: number } | 'none' {
    const range = statementCost(this.#first.space, this.#steps);
    if (range === undefined || 'problem' in range) return 'none';
    return { low: range.smallest.value, high: range.largest.value };
  }
}

function priceOf(costs: readonly UseCost[], copies: number): Price {
  const low = Math.min(...costs.map(({ range }) => range!.low));
  const high = Math.max(...costs.map(({ range }) => range!.high));
  const exact = `${low === high ? grouped(high) : `${grouped(low)} to ${grouped(high)}`} MACs`;
  return {
    label: formatRange({ smallest: { value: low }, largest: { value: high } }, 2),
    tooltip: copies > 1 ? `${exact}, for each of ${copies} copies` : exact,
  };
}

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

function shapeOf(uses: readonly Use[]): string | undefined {
  let shape: string | undefined;
  let isChanged = false;
  for (const use of uses) {
    const { space, output } = use.at(-1)!;
    const after = printType(space, output);
    if (shape !== undefined && shape !== after) return undefined;
    shape = after;
    const entering = enteringType(use);
    isChanged ||= entering !== undefined && printType(space, entering) !== after;
  }
  return isChanged ? shape : undefined;
}

/** The type of the value that a use's first operator takes. */
function enteringType(use: Use): SymbolicType | undefined {
  const [first] = use.find(({ steps }) => steps.length > 0)?.steps ?? [];
  const value = first?.inputs[0];
  return value === undefined ? undefined : use[0]!.space.values[value];
}

export function groupBy<Item, Key>(items: readonly Item[], key: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const of = key(item);
    const group = groups.get(of);
    if (group === undefined) groups.set(of, [item]);
    else group.push(item);
  }
  return groups;
}
