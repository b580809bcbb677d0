import { keyOf, type Point, type Problem } from './problem.ts';
import type { Random } from './random-numbers.ts';
import { type Ranked, rank, type Scored, tournament } from './selection.ts';
import type { Vary } from './variation.ts';

/** Matings tried for each child wanted; where these give no more children, the parents have nothing new to give. */
const matingsPerChild = 10;

/** Up to `count` distinct feasible children of tournament winners; none whose key is taken. */
export function offspring<Parent extends Point>(
  problem: Problem,
  parents: readonly Ranked<Parent>[],
  count: number,
  taken: (key: string) => boolean,
  vary: Vary,
  random: Random,
): Point[] {
  const children = new Map<string, Point>();
  for (let mating = 0; mating < count * matingsPerChild && children.size < count; mating++) {
    for (const raw of vary(problem, tournament(parents, random), tournament(parents, random), random)) {
      const genome = problem.canonical(raw);
      const key = keyOf(genome);
      if (children.size >= count || children.has(key) || taken(key)) continue;
      const costs = problem.costs(genome);
      if (!problem.feasible(genome, costs)) continue;
      children.set(key, { genome, key, activity: problem.activity(genome), costs });
    }
  }
  return [...children.values()];
}

export interface Evolution {
  readonly population: number;
  readonly generations: number;
  readonly vary: Vary;
  /** Whether a child may be a sub-network visited before that is no longer in the population. */
  readonly revisits: boolean;
}

/**
 * NSGA-II over a score that costs little, such as a predictor with exact costs.
 * @returns every point visited, in the order of first visits, and the last population, best first
 */
export function evolve<Item extends Point & Scored>(
  problem: Problem,
  start: readonly Point[],
  score: (point: Point) => Item,
  { population, generations, vary, revisits }: Evolution,
  random: Random,
): { readonly visited: readonly Item[]; readonly last: readonly Item[] } {
  const visited = new Map<string, Item>();
  const scored = (point: Point): Item => {
    const item = visited.get(point.key) ?? score(point);
    visited.set(point.key, item);
    return item;
  };
  let ranked = rank([...new Map(start.map((point) => [point.key, point])).values()].map(scored));
  for (let generation = 1; generation < generations && ranked.length > 0; generation++) {
    const current = new Set(ranked.map(({ item }) => item.key));
    const taken = (key: string) => (revisits ? current.has(key) : visited.has(key));
    const children = offspring(problem, ranked, population, taken, vary, random);
    if (children.length === 0) break;
    ranked = rank([...ranked.map(({ item }) => item), ...children.map(scored)]).slice(0, population);
  }
  return { visited: [...visited.values()], last: ranked.map(({ item }) => item) };
}
