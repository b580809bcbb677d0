import type { Semiring } from './eliminate.ts';

/** A partial setting: its sum in the objective, then in every limit, each at least 0; and what it chose. */
export interface Point {
  readonly sums: readonly number[];
  readonly chosen: Choice | undefined;
}

/** What sums[i + 1] of a point must be: at most this, or less. */
export interface Bound {
  readonly bound: number;
  readonly strict: boolean;
}

/** Whether a sum is over its bound. */
export function isBeyond({ bound, strict }: Bound, sum: number): boolean {
  return strict ? sum >= bound : sum > bound;
}

/** One variable's index, or the choices of two parts. */
export type Choice =
  | { readonly variable: number; readonly index: number }
  | { readonly left: Choice; readonly right: Choice | undefined };

/** Sums and comparisons of points before giving up: a second. */
const mostWork = 10_000_000;

/** Sets of points: joined by adding every pair that is within the limits, and put together, of which the best are kept. */
export class TradeOffs implements Semiring<readonly Point[]> {
  readonly one: readonly Point[];
  /** More was to be done than is worth while: what comes out means nothing. */
  exhausted = false;
  readonly #bounds: readonly Bound[];
  #work = 0;

  constructor(bounds: readonly Bound[]) {
    this.one = [{ sums: [0, ...bounds.map(() => 0)], chosen: undefined }];
    this.#bounds = bounds;
  }

  isOver(sums: readonly number[]): boolean {
    return this.#bounds.some((bound, i) => isBeyond(bound, sums[i + 1]!));
  }

  times(a: readonly Point[], b: readonly Point[]): readonly Point[] {
    if (a === this.one) return b;
    const made = this.pairs(a, b);
    return a.length > 1 && b.length > 1 ? this.best(made) : made;
  }

  plus(a: readonly Point[], b: readonly Point[]): readonly Point[] {
    if (a.length === 0 || b.length === 0) return a.length === 0 ? b : a;
    return this.best([...a, ...b]);
  }

  better(): boolean {
    return false;
  }

  /** The sums of all pairs that are within the limits, and of interest to the caller. */
  pairs(
    a: readonly Point[],
    b: readonly Point[],
    isOfInterest: (sums: readonly number[]) => boolean = () => true,
  ): readonly Point[] {
    this.#spend(a.length * b.length);
    if (this.exhausted) return [];
    const made: Point[] = [];
    for (const left of a) {
      for (const right of b) {
        const sums = left.sums.map((sum, i) => sum + right.sums[i]!);
        if (!this.isOver(sums) && isOfInterest(sums)) made.push({ sums, chosen: joined(left.chosen, right.chosen) });
      }
    }
    return made;
  }

  /** Those than which no other is as good in every sum, by growing objective. */
  best(points: readonly Point[]): readonly Point[] {
    this.#spend(10 * points.length);
    const sorted = points.toSorted((a, b) => {
      const differing = a.sums.findIndex((sum, i) => sum !== b.sums[i]);
      return differing < 0 ? 0 : a.sums[differing]! - b.sums[differing]!;
    });
    // Whatever came before is as good in the objective: only what is smaller somewhere else is new.
    const isNew = (points[0]?.sums.length ?? 0) <= 3 ? stairs() : this.#compared();
    return sorted.filter(({ sums }) => isNew(sums));
  }

  #compared(): (sums: readonly number[]) => boolean {
    const kept: (readonly number[])[] = [];
    return (sums) => {
      this.#spend(kept.length);
      const isNew = !this.exhausted && !kept.some((other) => other.every((sum, i) => sum <= sums[i]!));
      if (isNew) kept.push(sums);
      return isNew;
    };
  }

  #spend(work: number): void {
    this.#work += work;
    this.exhausted ||= this.#work > mostWork;
  }
}

/** Whether sums under up to two limits are new: those seen are kept as stairs, falling in the one as they grow in the other. */
function stairs(): (sums: readonly number[]) => boolean {
  const steps: { readonly across: number; readonly height: number }[] = [];
  return ([, across = 0, height = 0]) => {
    let [at, to] = [0, steps.length];
    while (at < to) {
      const middle = (at + to) >> 1;
      if (steps[middle]!.across <= across) at = middle + 1;
      else to = middle;
    }
    const before = steps[at - 1];
    if (before !== undefined && before.height <= height) return false;
    let end = at;
    while (end < steps.length && steps[end]!.height >= height) end += 1;
    const start = before?.across === across ? at - 1 : at;
    steps.splice(start, end - start, { across, height });
    return true;
  };
}

function joined(left: Choice | undefined, right: Choice | undefined): Choice | undefined {
  return left === undefined || right === undefined ? (left ?? right) : { left, right };
}

/** What a point chose, variable by variable. */
export function* choicesOf({ chosen }: Point): Iterable<[variable: number, index: number]> {
  const open = [chosen];
  for (let next = open.pop(); next !== undefined || open.length > 0; next = open.pop()) {
    if (next === undefined) continue;
    if ('variable' in next) yield [next.variable, next.index];
    else open.push(next.left, next.right);
  }
}
