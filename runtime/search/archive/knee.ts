import type { Losses } from './domination.ts';

/**
 * Index of a front's knee: the point farthest below the plane through the ends of the axes, after every loss is scaled
 * to [0, 1] between its best and its worst on the front, that is, the least sum of scaled losses. With two objectives
 * the plane is the chord between the front's ends (Das 1999, "On characterizing the 'knee' of the Pareto curve").
 * Undefined for an empty front; the earlier of two that are equally far.
 */
export function kneeOf(front: readonly Losses[]): number | undefined {
  const objectives = [...(front[0]?.keys() ?? [])];
  const best = objectives.map((objective) => Math.min(...front.map((point) => point[objective]!)));
  const worst = objectives.map((objective) => Math.max(...front.map((point) => point[objective]!)));
  const sums = front.map((point) =>
    objectives.reduce((sum, objective) => {
      const extent = worst[objective]! - best[objective]!;
      return extent === 0 ? sum : sum + (point[objective]! - best[objective]!) / extent;
    }, 0),
  );
  return front.length === 0 ? undefined : sums.indexOf(Math.min(...sums));
}
