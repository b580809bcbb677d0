import { eliminate, type Semiring } from './eliminate.ts';
import type { Factor } from './factor.ts';
import { minimum } from './minimum.ts';

/** What must hold of a setting besides the barriers: the sum of the factors is at most the bound, or under it. */
export interface Limit {
  readonly factors: readonly Factor<number>[];
  readonly bound: number;
  readonly strict: boolean;
}

export type LimitedMinimum =
  | { readonly value: number; readonly chosen: ReadonlyMap<number, number> }
  /** No setting is within the limits. */
  | 'none'
  /** There are too many trade-offs between the limits to keep them all. */
  | 'too many';

/** Sums of points that are looked at before giving up: tenths of a second. */
const mostSums = 1_500_000;

/**
 * The exact smallest sum of the objective's factors within limits on other sums. Barriers, which are 0 or infinite, are
 * factors of the objective. Where the smallest sum of all is within the limits, it is that; otherwise variables are
 * eliminated over sets of trade-offs: of partial settings that leave the same choices open, those are kept than which
 * no other is as good in every sum.
 */
export function limitedMinimum(
  objective: readonly Factor<number>[],
  limits: readonly Limit[],
  sizeOf: (variable: number) => number,
): LimitedMinimum {
  const free = minimum(objective, sizeOf);
  if ('tooLarge' in free) return 'too many';
  if (free.value === Number.POSITIVE_INFINITY) return 'none';
  // What only limits read is free to stand anywhere: first at its first value.
  const limited = limits.flatMap(({ factors }) => factors.flatMap(({ variables }) => variables));
  const chosen = new Map([...limited.map((variable) => [variable, 0] as const), ...free.chosen]);
  const sumAt = (factors: readonly Factor<number>[]) =>
    factors.reduce((sum, { variables, table }) => {
      const cell = variables.reduce((at, variable) => at * sizeOf(variable) + chosen.get(variable)!, 0);
      return sum + table[cell]!;
    }, 0);
  if (limits.every((limit) => isWithin(limit, sumAt(limit.factors)))) return { value: free.value, chosen };
  return withinLimits(objective, limits, sizeOf);
}

function isWithin({ bound, strict }: Limit, sum: number): boolean {
  return strict ? sum < bound : sum <= bound;
}

/** A partial setting: its sum in the objective and in every limit, and what it chose. */
interface Point {
  readonly sums: readonly number[];
  readonly chosen: Choice | undefined;
}

/** One variable's index, or the choices of two parts. */
type Choice =
  | { readonly variable: number; readonly index: number }
  | { readonly left: Choice; readonly right: Choice | undefined };

function withinLimits(
  objective: readonly Factor<number>[],
  limits: readonly Limit[],
  sizeOf: (variable: number) => number,
): LimitedMinimum {
  const kinds = [objective, ...limits.map(({ factors }) => factors)];
  // Every table begins at 0, so that a partial sum is never more than the whole: what is over a limit stays over it.
  const least = kinds.map((factors) => factors.reduce((sum, { table }) => sum + smallestOf(table), 0));
  const bounds = limits.map(({ bound }, i) => bound - least[i + 1]!);
  const isOver = (sums: readonly number[]) =>
    bounds.some((bound, i) => (limits[i]!.strict ? sums[i + 1]! >= bound : sums[i + 1]! > bound));
  const nothing = kinds.map(() => 0);
  if (isOver(nothing)) return 'none';
  const factors = kinds.flatMap((kind, dimension) =>
    kind.map(({ variables, table }): Factor<readonly Point[]> => {
      const lowest = smallestOf(table);
      const pointAt = (value: number): readonly Point[] => {
        if (value === Number.POSITIVE_INFINITY) return [];
        const sums = kinds.map((_, other) => (other === dimension ? value - lowest : 0));
        return isOver(sums) ? [] : [{ sums, chosen: undefined }];
      };
      return { variables, table: table.map(pointAt) };
    }),
  );
  const variables = new Set(factors.flatMap((factor) => factor.variables));
  const choices = [...variables].map((variable) => ({
    variables: [variable],
    table: Array.from({ length: sizeOf(variable) }, (_, index) => [{ sums: nothing, chosen: { variable, index } }]),
  }));
  const tradeOffs = new TradeOffs(nothing, isOver);
  const result = eliminate<readonly Point[]>([...factors, ...choices], sizeOf, tradeOffs);
  if ('tooLarge' in result || tradeOffs.exhausted) return 'too many';
  const [best] = result.value;
  if (best === undefined) return 'none';
  return { value: best.sums[0]! + least[0]!, chosen: new Map(choicesOf(best.chosen)) };
}

/** Sets of points: joined by adding every pair, and put together, of which the best are kept. */
class TradeOffs implements Semiring<readonly Point[]> {
  readonly one: readonly Point[];
  /** More sums were looked at than is worth while: what comes out means nothing. */
  exhausted = false;
  readonly #isOver: (sums: readonly number[]) => boolean;
  #sums = 0;

  constructor(nothing: readonly number[], isOver: (sums: readonly number[]) => boolean) {
    this.one = [{ sums: nothing, chosen: undefined }];
    this.#isOver = isOver;
  }

  times(a: readonly Point[], b: readonly Point[]): readonly Point[] {
    if (a === this.one) return b;
    this.#sums += a.length * b.length;
    this.exhausted ||= this.#sums > mostSums;
    if (this.exhausted) return [];
    const made: Point[] = [];
    for (const left of a) {
      for (const right of b) {
        const sums = left.sums.map((sum, i) => sum + right.sums[i]!);
        if (!this.#isOver(sums)) made.push({ sums, chosen: joined(left.chosen, right.chosen) });
      }
    }
    return a.length > 1 && b.length > 1 ? this.#best(made) : made;
  }

  plus(a: readonly Point[], b: readonly Point[]): readonly Point[] {
    if (a.length === 0 || b.length === 0) return a.length === 0 ? b : a;
    return this.#best([...a, ...b]);
  }

  better(): boolean {
    return false;
  }

  /** Those than which no other is as good in every sum, by growing objective. */
  #best(points: readonly Point[]): readonly Point[] {
    const sorted = points.toSorted((a, b) => {
      const differing = a.sums.findIndex((sum, i) => sum !== b.sums[i]);
      return differing < 0 ? 0 : a.sums[differing]! - b.sums[differing]!;
    });
    const kept: Point[] = [];
    let lowest = Number.POSITIVE_INFINITY;
    for (const point of sorted) {
      const limited = point.sums[1] ?? 0;
      // With one limit, whatever came before is as good in the objective: only a smaller sum in the limit is new.
      const isNew = point.sums.length <= 2 ? limited < lowest : !kept.some((other) => isAsGood(other, point));
      if (point.sums.length > 2) this.#sums += kept.length;
      if (!isNew) continue;
      kept.push(point);
      lowest = limited;
    }
    return kept;
  }
}

function isAsGood(a: Point, b: Point): boolean {
  return a.sums.every((sum, i) => sum <= b.sums[i]!);
}

function joined(left: Choice | undefined, right: Choice | undefined): Choice | undefined {
  return left === undefined || right === undefined ? (left ?? right) : { left, right };
}

function* choicesOf(choice: Choice | undefined): Iterable<[variable: number, index: number]> {
  const open = [choice];
  for (let next = open.pop(); next !== undefined || open.length > 0; next = open.pop()) {
    if (next === undefined) continue;
    if ('variable' in next) yield [next.variable, next.index];
    else open.push(next.left, next.right);
  }
}

function smallestOf(table: readonly number[]): number {
  let smallest = Number.POSITIVE_INFINITY;
  for (const value of table) if (value < smallest) smallest = value;
  return Number.isFinite(smallest) ? smallest : 0;
}
