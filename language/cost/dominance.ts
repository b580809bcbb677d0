import { type Factor, forEachSetting, strideOf } from './factor.ts';

/**
 * Factors over the variables of which several values are left: `kept` gives, for every variable that the factors had,
 * the original indices of what is left.
 */
export interface Reduced {
  readonly factors: readonly Factor<number>[];
  readonly kept: ReadonlyMap<number, readonly number[]>;
}

/** Larger domains compare their ends only, which settles monotone costs. */
const comparedInFull = 16;

/**
 * Takes away values that no minimum needs: index b of a variable where some a costs at most as much whatever the
 * other variables are (the Goldstein criterion of dead-end elimination, Goldstein 1994: the sum over factors of the
 * largest excess of a over b is not positive). Where every term is monotone this leaves one corner of the space.
 * The minimum stays exact.
 */
export function dropDominated(factors: readonly Factor<number>[], sizeOf: (variable: number) => number): Reduced {
  const kept = new Map<number, readonly number[]>();
  /** By variable, the places in `current` of the factors that have it. */
  const places = new Map<number, number[]>();
  const current = [...factors];
  for (const [place, factor] of factors.entries()) {
    for (const variable of factor.variables) {
      const known = places.get(variable);
      if (known === undefined) {
        places.set(variable, [place]);
        kept.set(
          variable,
          Array.from({ length: sizeOf(variable) }, (_, i) => i),
        );
      } else known.push(place);
    }
  }
  const sizeNow = (variable: number) => kept.get(variable)!.length;
  const open = new Set(kept.keys());
  for (const variable of open) {
    open.delete(variable);
    const around = places.get(variable)!;
    const bucket = around.map((place) => current[place]!);
    const dropped = dominated(bucket, variable, sizeNow);
    if (dropped.size === 0) continue;
    const left = Array.from({ length: sizeNow(variable) }, (_, i) => i).filter((i) => !dropped.has(i));
    for (const place of around) current[place] = restrict(current[place]!, variable, left, sizeNow);
    kept.set(
      variable,
      left.map((i) => kept.get(variable)![i]!),
    );
    // Fewer values here may let more go around it.
    for (const factor of bucket) for (const v of factor.variables) if (sizeNow(v) > 1) open.add(v);
  }
  // A variable with one value left moves nothing in a table, and would only slow down the elimination.
  const stillOpen = current.map(({ variables: all, table }) => ({
    variables: all.filter((v) => sizeNow(v) > 1),
    table,
  }));
  return { factors: stillOpen, kept };
}

function dominated(
  bucket: readonly Factor<number>[],
  variable: number,
  sizeOf: (variable: number) => number,
): ReadonlySet<number> {
  const size = sizeOf(variable);
  const all = Array.from({ length: size }, (_, i) => i);
  const dropped = new Set<number>();
  for (const a of size <= comparedInFull ? all : [0, size - 1]) {
    if (dropped.has(a)) continue;
    for (const b of all) {
      if (a === b || dropped.has(b)) continue;
      let excess = 0;
      for (const factor of bucket) {
        excess += largestExcess(factor, variable, a, b, sizeOf);
        if (excess === Number.POSITIVE_INFINITY) break;
      }
      if (excess <= 0) dropped.add(b);
    }
  }
  return dropped;
}

/** The largest value of f(a, rest) - f(b, rest); nothing is lost where f(b, rest) is infinite. */
function largestExcess(
  factor: Factor<number>,
  variable: number,
  a: number,
  b: number,
  sizeOf: (variable: number) => number,
): number {
  const stride = strideOf(factor, variable, sizeOf);
  const block = stride * sizeOf(variable);
  let largest = Number.NEGATIVE_INFINITY;
  for (let start = 0; start < factor.table.length; start += block) {
    for (let i = start; i < start + stride; i += 1) {
      const without = factor.table[i + b * stride]!;
      const excess = without === Number.POSITIVE_INFINITY ? 0 : factor.table[i + a * stride]! - without;
      if (excess > largest) largest = excess;
    }
  }
  return largest;
}

function restrict(
  factor: Factor<number>,
  variable: number,
  left: readonly number[],
  sizeOf: (variable: number) => number,
): Factor<number> {
  const strides = factor.variables.map((v) => strideOf(factor, v, sizeOf));
  const at = factor.variables.indexOf(variable);
  const table: number[] = [];
  forEachSetting(
    factor.variables.map((v) => (v === variable ? left.length : sizeOf(v))),
    (setting) => {
      const cell = setting.reduce((sum, index, i) => sum + strides[i]! * (i === at ? left[index]! : index), 0);
      table.push(factor.table[cell]!);
    },
  );
  return { variables: factor.variables, table };
}
