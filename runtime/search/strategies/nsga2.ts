import type { Propose } from '../batches.ts';
import { offspring } from '../evolution.ts';
import type { Observation, Problem } from '../problem.ts';
import { rank } from '../selection.ts';
import { integerVariation } from '../variation.ts';

/**
 * NSGA-II on measured sub-networks (Deb, Pratap, Agarwal, Meyarivan 2002): a random population, then generations of as
 * many children, of which with their parents the best by rank and crowding survive. Genes are whole numbers, so
 * variation is too; a sub-network measured before is not born again.
 */
export function nsga2(problem: Problem, { population }: { readonly population: number }): Propose {
  let survivors: readonly Observation[] = [];
  let heard = 0;
  return ({ observations, suggested, known, sampler, random }) => {
    const ranked = rank([...survivors, ...observations.slice(heard)]).slice(0, population);
    survivors = ranked.map(({ item }) => item);
    heard = observations.length;
    const wanted = Math.max(0, population - suggested.length);
    if (ranked.length < 2) return sampler.fresh(wanted, known);
    const children = offspring(problem, ranked, wanted, (key) => known.has(key), integerVariation, random);
    const missing = wanted - children.length;
    return [...children, ...sampler.fresh(missing, new Set([...known, ...children.map(({ key }) => key)]))];
  };
}
