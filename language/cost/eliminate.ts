import { type Factor, forEachSetting, strideOf } from './factor.ts';

/** How factors are joined and a variable is summed out: (+, min) for extremes, (*, +) for counts. */
export interface Semiring<T> {
  readonly one: T;
  times(a: T, b: T): T;
  plus(a: T, b: T): T;
  /** Whether a candidate replaces the value chosen so far; only extremes choose. */
  better(candidate: T, chosen: T): boolean;
}

export type Elimination<T> =
  | { readonly value: T; readonly chosen: ReadonlyMap<number, number> }
  /** The variables that a table would have joined. */
  | { readonly tooLarge: readonly number[] };

/** Most cells that one step may visit: a table of so many numbers takes tens of milliseconds. */
const mostCells = 1 << 20;

/**
 * Sums all variables out of a product of factors, one at a time (bucket elimination, Dechter 1999), the one whose
 * neighbours make the smallest table first. `chosen` is a setting that reaches an extreme.
 */
export function eliminate<T>(
  factors: readonly Factor<T>[],
  sizeOf: (variable: number) => number,
  semiring: Semiring<T>,
): Elimination<T> {
  const open = new Set(factors);
  /** The open factors of every variable that is left. */
  const factorsOf = new Map<number, Set<Factor<T>>>();
  for (const factor of factors) {
    for (const variable of factor.variables) {
      const known = factorsOf.get(variable);
      if (known === undefined) factorsOf.set(variable, new Set([factor]));
      else known.add(factor);
    }
  }
  const neighbours = (variable: number) => {
    const union = new Set<number>();
    for (const factor of factorsOf.get(variable)!) for (const v of factor.variables) union.add(v);
    union.delete(variable);
    return [...union].sort((a, b) => a - b);
  };
  /** Cells that summing a variable out would visit. */
  const price = new Map<number, number>();
  const reprice = (variable: number) =>
    price.set(
      variable,
      neighbours(variable).reduce((cells, v) => cells * sizeOf(v), sizeOf(variable)),
    );
  for (const variable of factorsOf.keys()) reprice(variable);

  const steps: { readonly variable: number; readonly choice: Factor<number> }[] = [];
  while (price.size > 0) {
    const [variable, cells] = cheapest(price);
    const around = neighbours(variable);
    if (cells > mostCells) return { tooLarge: [variable, ...around] };
    const bucket = [...factorsOf.get(variable)!];
    const { joined, choice } = sumOut(bucket, variable, around, sizeOf, semiring);
    for (const factor of bucket) {
      open.delete(factor);
      for (const v of factor.variables) factorsOf.get(v)!.delete(factor);
    }
    open.add(joined);
    for (const v of around) factorsOf.get(v)!.add(joined);
    steps.push({ variable, choice });
    price.delete(variable);
    around.forEach(reprice);
  }

  const chosen = new Map<number, number>();
  for (const { variable, choice } of steps.reverse()) {
    const at = choice.variables.reduce((sum, v) => sum + chosen.get(v)! * strideOf(choice, v, sizeOf), 0);
    chosen.set(variable, choice.table[at]!);
  }
  return { value: [...open].reduce((product, { table }) => semiring.times(product, table[0]!), semiring.one), chosen };
}

function cheapest(price: ReadonlyMap<number, number>): readonly [variable: number, cells: number] {
  let best: readonly [number, number] = [-1, Number.POSITIVE_INFINITY];
  for (const entry of price) if (best[0] < 0 || entry[1] < best[1]) best = entry;
  return best;
}

/** Joins the factors of one variable and sums it out; `choice` is its best index for every setting around it. */
function sumOut<T>(
  bucket: readonly Factor<T>[],
  variable: number,
  around: readonly number[],
  sizeOf: (variable: number) => number,
  semiring: Semiring<T>,
): { readonly joined: Factor<T>; readonly choice: Factor<number> } {
  const strides = bucket.map((factor) => around.map((v) => strideOf(factor, v, sizeOf)));
  const own = bucket.map((factor) => strideOf(factor, variable, sizeOf));
  const size = sizeOf(variable);
  const table: T[] = [];
  const choice: number[] = [];
  forEachSetting(around.map(sizeOf), (setting) => {
    const bases = strides.map((stride) => stride.reduce((sum, step, i) => sum + step * setting[i]!, 0));
    const at = (index: number) =>
      bucket.reduce(
        (product, { table: cells }, f) => semiring.times(product, cells[bases[f]! + own[f]! * index]!),
        semiring.one,
      );
    let total = at(0);
    let best = total;
    let bestIndex = 0;
    for (let index = 1; index < size; index += 1) {
      const value = at(index);
      total = semiring.plus(total, value);
      if (!semiring.better(value, best)) continue;
      best = value;
      bestIndex = index;
    }
    table.push(total);
    choice.push(bestIndex);
  });
  return { joined: { variables: around, table }, choice: { variables: around, table: choice } };
}
