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

/** What the statements of one part of a super-network give that begin on one line. */
export class Stretch {
  readonly hints: Hint[] = [];
  /** Of the version that is shown now: most stretches are those of the version before. */
  space: Space;
  /** What was worked out of the line that begins with this stretch. */
  line: HintedLine | undefined;

  constructor(space: Space) {
    this.space = space;
  }
}

/** A statement's hint, and the stretch that it is of. */
interface Placed {
  readonly hint: Hint;
  readonly stretch: Stretch;
}

/** One use of a line: its outermost statements, in order, in one copy of the block or repeat around them. */
type Use = readonly Placed[];

/** What the statements of a line give and cost together: worked out again only where one of them is another one. */
export class HintedLine {
  readonly stretches: readonly Stretch[];
  readonly #uses: readonly Use[];
  readonly #costs: readonly UseCost[];
  #shape: { readonly text: string | undefined; readonly named: readonly Named[] } | undefined;
  #shown: { readonly costs: readonly UseCost[]; readonly price: Price } | undefined;

  constructor(stretches: readonly Stretch[]) {
    this.stretches = stretches;
    this.#uses = usesOf(stretches.flatMap((stretch) => stretch.hints.map((hint) => ({ hint, stretch }))));
    this.#costs = this.#uses.map((use) => new UseCost(use));
  }

  /** The shape after the line, where it changes there and is the same in every use. */
  get shape(): string | undefined {
    if (this.#shape?.named.every(isNamedSo) !== true) {
      this.#shape = { text: shapeOf(this.#uses), named: this.#uses.flatMap(namedIn) };
    }
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

/** The line of these stretches as it was before, where they are what they were. */
export function hintedLine(stretches: readonly Stretch[]): HintedLine {
  const [first] = stretches;
  const before = first!.line;
  const isSame =
    before?.stretches.length === stretches.length && stretches.every((one, i) => one === before.stretches[i]);
  if (!isSame) first!.line = new HintedLine(stretches);
  return first!.line!;
}

/** A decision that a shape names, as its space calls it. */
interface Named {
  readonly stretch: Stretch;
  readonly variable: number;
  readonly name: string;
}

function namedIn(use: Use): Named[] {
  const { hint, stretch } = use.at(-1)!;
  const types = [hint.output, enteringType(use)].filter((type) => type !== undefined);
  const read = new Set(types.flatMap((type) => sizesOf(type).flatMap(({ reads }) => [...reads])));
  return [...read].map((variable) => ({ stretch, variable, name: decisionOf(stretch.space, variable).name }));
}

function isNamedSo({ stretch: { space }, variable, name }: Named): boolean {
  return variable in space.places && decisionOf(space, variable).name === name;
}

/** What one use of a line costs. */
class UseCost {
  readonly #stretch: Stretch;
  readonly #steps: Hint['steps'];
  #atMost: number | undefined;
  #range: { readonly low: number; readonly high: number } | 'none' | undefined;

  constructor(use: Use) {
    this.#stretch = use[0]!.stretch;
    this.#steps = use.length === 1 ? use[0]!.hint.steps : use.flatMap(({ hint }) => hint.steps);
  }

  reaches(leastPrice: (space: Space) => number): boolean {
    const { space } = this.#stretch;
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
    const range = statementCost(this.#stretch.space, this.#steps);
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

function usesOf(placed: readonly Placed[]): Use[] {
  if (placed.length === 1) return [placed];
  // Uses of one statement have one range: comparing places, not uses, keeps a block that is used often cheap.
  const places = [...groupBy(placed, ({ hint }) => placeOf(hint)).values()];
  const outermost = places.filter(
    ([one]) => !places.some(([other]) => other !== one && encloses(other!.hint, one!.hint)),
  );
  const statements = [...groupBy(outermost.flat(), ({ hint }) => hint.range.column)].sort(([a], [b]) => a - b);
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
    const { hint, stretch } = use.at(-1)!;
    const { space } = stretch;
    const after = printType(space, hint.output);
    if (shape !== undefined && shape !== after) return undefined;
    shape = after;
    const entering = enteringType(use);
    isChanged ||= entering !== undefined && printType(space, entering) !== after;
  }
  return isChanged ? shape : undefined;
}

/** The type of the value that a use's first operator takes. */
function enteringType(use: Use): SymbolicType | undefined {
  const { hint, stretch } = use.find((placed) => placed.hint.steps.length > 0) ?? use[0]!;
  const value = hint.steps[0]?.inputs[0];
  return value === undefined ? undefined : stretch.space.values[value];
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
