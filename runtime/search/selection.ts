import { crowdingDistances } from './archive/crowding.ts';
import { type Losses, nonDominatedLayers } from './archive/domination.ts';
import type { Random } from './random-numbers.ts';

/** What selection looks at: losses, and whether the requirements on measured metrics are met. */
export interface Scored {
  readonly losses: Losses;
  readonly meets: boolean;
}

/** A scored item with its place in NSGA-II's order. */
export interface Ranked<Item> {
  readonly item: Item;
  readonly rank: number;
  readonly crowding: number;
}

/**
 * NSGA-II's order, best first: by non-dominated layer, within a layer by falling crowding distance
 * (Deb, Pratap, Agarwal, Meyarivan 2002). By its constraint rule what meets the requirements stands before what
 * does not; a requirement says only yes or no, so among those that fail the objectives decide.
 */
export function rank<Item extends Scored>(items: readonly Item[]): Ranked<Item>[] {
  const groups = [items.filter(({ meets }) => meets), items.filter(({ meets }) => !meets)];
  let depth = 0;
  return groups.flatMap((group) => {
    const layers = nonDominatedLayers(group.map(({ losses }) => losses));
    return layers.flatMap((layer) => {
      const members = layer.map((index) => group[index]!);
      const crowding = crowdingDistances(members.map(({ losses }) => losses));
      const level = depth++;
      return members
        .map((item, index) => ({ item, rank: level, crowding: crowding[index]! }))
        .sort((a, b) => (a.crowding === b.crowding ? 0 : b.crowding - a.crowding));
    });
  });
}

/** The better of two drawn at random: lower rank, then larger crowding distance, then the first. */
export function tournament<Item>(ranked: readonly Ranked<Item>[], random: Random): Item {
  const first = random.pick(ranked);
  const second = random.pick(ranked);
  const secondIsBetter = second.rank < first.rank || (second.rank === first.rank && second.crowding > first.crowding);
  return (secondIsBetter ? second : first).item;
}
