import { cutsetOf, settledAt } from './cutset.ts';
import { eliminate } from './eliminate.ts';
import { type Factor, forEachSetting } from './factor.ts';
import { groupsOf } from './groups.ts';
import { chooseOneOfEach } from './knapsack.ts';
import { minimum } from './minimum.ts';
import { type Bound, choicesOf, isBeyond, type Point, TradeOffs } from './trade-offs.ts';

/** What must hold of a setting besides the barriers: the sum of the factors is within the bound. */
export interface Limit extends Bound {
  readonly factors: readonly Factor<number>[];
}

export type LimitedMinimum =
  | { readonly value: number; readonly chosen: ReadonlyMap<number, number> }
  /** No setting is within the limits. */
  | 'none'
  /** There are too many trade-offs between the limits to keep them all. */
  | 'too many';

/**
 * The exact smallest sum of the objective's factors within limits on other sums. Barriers, which are 0 or infinite, are
 * factors of the objective. Where the smallest sum of all is within the limits, it is that. Otherwise the variables of
 * each group that shares none with another are eliminated over sets of trade-offs (of partial settings that leave the
 * same choices open, those are kept than which no other is as good in every sum), and one of each group is chosen.
 * Where a group has too many, what ties it together is settled first.
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
  if (!limits.some((limit) => isBeyond(limit, sumAt(limit.factors)))) return { value: free.value, chosen };
  const whole = withinLimits(objective, limits, sizeOf);
  return whole === 'too many' ? conditioned(objective, limits, sizeOf) : whole;
}

/** The same where too much is tied together: the variables that tie are settled, in every way, before the others. */
function conditioned(
  objective: readonly Factor<number>[],
  limits: readonly Limit[],
  sizeOf: (variable: number) => number,
): LimitedMinimum {
  const cutset = cutsetOf([...objective, ...limits.flatMap(({ factors }) => factors)], sizeOf);
  if (cutset === undefined || cutset.length === 0) return 'too many';
  let best: LimitedMinimum = 'none';
  forEachSetting(cutset.map(sizeOf), (setting) => {
    if (best === 'too many') return;
    const settled = new Map(cutset.map((variable, i) => [variable, setting[i]!]));
    const rest = (factors: readonly Factor<number>[]) => factors.map((factor) => settledAt(factor, settled, sizeOf));
    const under = limits.map((limit) => ({ ...limit, factors: rest(limit.factors) }));
    const found = withinLimits(rest(objective), under, sizeOf, best === 'none' ? undefined : best.value);
    if (found === 'none') return;
    if (found === 'too many') best = found;
    else if (best === 'none' || found.value < best.value) {
      best = { value: found.value, chosen: new Map([...settled, ...found.chosen]) };
    }
  });
  return best;
}

/** 'none' also where none is under a value that is known already. */
function withinLimits(
  objective: readonly Factor<number>[],
  limits: readonly Limit[],
  sizeOf: (variable: number) => number,
  known = Number.POSITIVE_INFINITY,
): LimitedMinimum {
  const kinds = [objective, ...limits.map(({ factors }) => factors)];
  // Every table begins at 0, so that a partial sum is never more than the whole: what is over a limit stays over it.
  const least = kinds.map((factors) => factors.reduce((sum, { table }) => sum + smallestOf(table), 0));
  const shifted = limits.map(({ bound, strict }, i) => ({ bound: bound - least[i + 1]!, strict }));
  const tradeOffs = new TradeOffs(shifted);
  const [nothing] = tradeOffs.one;
  if (tradeOffs.isOver(nothing!.sums)) return 'none';
  const factors = kinds.flatMap((kind, dimension) =>
    kind.map(({ variables, table }): Factor<readonly Point[]> => {
      const lowest = smallestOf(table);
      const pointAt = (value: number): readonly Point[] => {
        if (value === Number.POSITIVE_INFINITY) return [];
        const sums = kinds.map((_, other) => (other === dimension ? value - lowest : 0));
        return tradeOffs.isOver(sums) ? [] : [{ sums, chosen: undefined }];
      };
      return { variables, table: table.map(pointAt) };
    }),
  );
  const variables = new Set(factors.flatMap((factor) => factor.variables));
  const choices = [...variables].map((variable) => ({
    variables: [variable],
    table: Array.from({ length: sizeOf(variable) }, (_, index) => [{ ...nothing!, chosen: { variable, index } }]),
  }));
  const sets: (readonly Point[])[] = [];
  for (const group of groupsOf<readonly Point[]>([...factors, ...choices])) {
    const result = eliminate(group, sizeOf, tradeOffs);
    if ('tooLarge' in result || tradeOffs.exhausted) return 'too many';
    if (result.value.length === 0) return 'none';
    sets.push(result.value);
  }
  const best = chooseOneOfEach(sets, shifted, known - least[0]!);
  if (best === undefined || best === 'too many') return best ?? 'none';
  return { value: best.sums[0]! + least[0]!, chosen: new Map(choicesOf(best)) };
}

function smallestOf(table: readonly number[]): number {
  let smallest = Number.POSITIVE_INFINITY;
  for (const value of table) if (value < smallest) smallest = value;
  return Number.isFinite(smallest) ? smallest : 0;
}
