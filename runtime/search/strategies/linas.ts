import type { Propose } from '../batches.ts';
import { type Evolution, evolve } from '../evolution.ts';
import { fitLinasPredictor } from '../predictors/linas-predictor.ts';
import { predictedScore } from '../predictors/score.ts';
import type { Problem } from '../problem.ts';
import { realVariation } from '../real-variation.ts';

/** Predictor calls of one inner search, as in the authors' released code. */
const innerEvaluations = 20_000;

/**
 * LINAS, lightweight iterative neural architecture search (Cummings et al., arXiv 2205.10358), the search of DyNAS-T:
 * a random population is validated; then, again and again, a predictor is fitted on everything measured, NSGA-II runs
 * over the predictor from a fresh random population, and its last population is validated.
 * As published: population, inner budget, variation, one-hot genes without a mask, predictors and how they are chosen.
 *
 * Where it differs, and why:
 * - Costs are computed, not predicted: they are exact and free.
 * - A sub-network is validated once; the published loop pays for those that its inner search finds again.
 * - Genomes are canonical, since that is a sub-network's identity here: an inactive gene shows as its first value,
 *   where the published encoding shows whatever it happened to be.
 * - The inner search is NSGA-II for any number of objectives (published: GA for one, U-NSGA-III for three), and its
 *   random population differs between loops (published: the same seed each time).
 * - The predictors' grids have nine values each instead of a hundred, over the same ranges.
 * - What a requirement on costs forbids is never born; published LINAS knows no requirements.
 */
export function linas(problem: Problem, { population }: { readonly population: number }): Propose {
  const inner: Evolution = {
    population,
    generations: Math.ceil(innerEvaluations / population),
    vary: realVariation,
    revisits: true,
  };
  return ({ observations, suggested, known, sampler, random }) => {
    const missing = population - observations.length - suggested.length;
    if (suggested.length > 0 || missing > 0) return sampler.fresh(Math.max(0, missing), known);
    const score = predictedScore(problem, observations, (measured, values) => {
      const predict = fitLinasPredictor(
        measured.map(({ genome }) => genome),
        values,
      );
      return ({ genome }) => predict(genome);
    });
    const { last } = evolve(problem, sampler.fresh(population, new Set()), score, inner, random);
    const unknown = last.filter(({ key }) => !known.has(key));
    return unknown.length > 0 ? unknown : sampler.fresh(population, known);
  };
}
