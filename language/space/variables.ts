import type { Space, SpaceDecision } from './space.ts';

type Decided = Pick<Space, 'decisions' | 'places'>;

/** The decision that expressions know by this variable. */
export function decisionOf({ decisions, places }: Decided, variable: number): SpaceDecision {
  return decisions[places[variable]!]!;
}

/** Variables from this one on are no decisions of the space. */
export function firstFree({ places }: Decided): number {
  return places.length;
}
