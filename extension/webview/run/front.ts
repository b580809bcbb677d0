/** Pareto dominance over any number of goals, and what a picture of a front needs. */

export interface Goal<Item> {
  readonly goal: 'maximize' | 'minimize';
  /** Undefined where the item has no such metric: it is then on no front. */
  of(item: Item): number | undefined;
}

/**
 * The items that no other one dominates (as good in every goal and better in one), in the order given.
 * In the order of their scores an item can only be dominated by one before it, and then also by one that is kept:
 * n items with f on the front take n f comparisons.
 */
export function nonDominated<Item>(items: readonly Item[], goals: readonly Goal<Item>[]): Item[] {
  const scored = items.flatMap((item) => {
    const scores = goals.map((goal) => signed(goal, item));
    return scores.every((score) => score !== undefined) ? [{ item, scores: scores as number[] }] : [];
  });
  const kept: typeof scored = [];
  for (const one of scored.toSorted((a, b) => lexicographic(a.scores, b.scores)))
    if (!kept.some((other) => dominates(other.scores, one.scores))) kept.push(one);
  const front = new Set(kept.map(({ item }) => item));
  return items.filter((item) => front.has(item));
}

function lexicographic(a: readonly number[], b: readonly number[]): number {
  const k = a.findIndex((score, i) => score !== b[i]);
  return k < 0 ? 0 : a[k]! - b[k]!;
}

function dominates(a: readonly number[], b: readonly number[]): boolean {
  return a.every((score, k) => score <= b[k]!) && a.some((score, k) => score < b[k]!);
}

/** Smaller is better. */
function signed<Item>(goal: Goal<Item>, item: Item): number | undefined {
  const value = goal.of(item);
  return value === undefined ? undefined : goal.goal === 'minimize' ? value : -value;
}

/**
 * The best on two axes, from the best of the first to the best of the second: the corners of a front's stairs.
 * Of items equal on both axes one is kept.
 */
export function stairs<Item>(items: readonly Item[], first: Goal<Item>, second: Goal<Item>): Item[] {
  const front = nonDominated(items, [first, second]).sort(
    (a, b) => signed(first, a)! - signed(first, b)! || signed(second, a)! - signed(second, b)!,
  );
  return front.filter((item, i) => i === 0 || signed(first, item) !== signed(first, front[i - 1]!));
}

/**
 * The corner farthest from the chord between the ends of the stairs, both axes scaled to [0, 1] (the knee of
 * Das, "On characterizing the knee of the Pareto curve", 1999). Undefined under three corners.
 */
export function knee<Item>(corners: readonly Item[], first: Goal<Item>, second: Goal<Item>): Item | undefined {
  const start = corners[0];
  const end = corners.at(-1);
  if (corners.length < 3 || start === undefined || end === undefined) return undefined;
  const along = (goal: Goal<Item>, item: Item) =>
    (signed(goal, item)! - signed(goal, start)!) / (signed(goal, end)! - signed(goal, start)!);
  const height = (item: Item) => along(second, item) - along(first, item);
  return corners.reduce((best, item) => (height(item) > height(best) ? item : best));
}
