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
  const cost = new Map<number, number>();
  const neighbours = (variable: number) => {
    const union = new Set<number>();
    for (const factor of open) if (factor.variables.includes(variable)) for (const v of factor.variables) union.add(v);
    union.delete(variable);
    return [...union].sort((a, b) => a - b);
  };
  const price = (variable: number) =>
    cost.set(
      variable,
      [variable, ...neighbours(variable)].reduce((cells, v) => cells * sizeOf(v), 1),
    );
  for (const variable of new Set(factors.flatMap((factor) => factor.variables))) price(variable);

  const steps: { readonly variable: number; readonly choice: Factor<number> }[] = [];
  while (cost.size > 0) {
    const [variable, cells] = [...cost].reduce((best, next) => (next[1] < best[1] ? next : best));
    const around = neighbours(variable);
    if (cells > mostCells) return { tooLarge: [variable, ...around] };
    const bucket = [...open].filter((factor) => factor.variables.includes(variable));
    const { joined, choice } = sumOut(bucket, variable, around, sizeOf, semiring);
    for (const factor of bucket) open.delete(factor);
    open.add(joined);
    steps.push({ variable, choice });
    cost.delete(variable);
    around.forEach(price);
  }

  const chosen = new Map<number, number>();
  for (const { variable, choice } of steps.reverse()) {
    const at = choice.variables.reduce((sum, v) => sum + chosen.get(v)! * strideOf(choice, v, sizeOf), 0);
    chosen.set(variable, choice.table[at]!);
  }
  return { value: [...open].reduce((product, { table }) => semiring.times(product, table[0]!), semiring.one), chosen };
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
