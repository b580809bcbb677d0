import { nonDominatedLayers } from '../archive/domination.ts';
import type { Propose } from '../batches.ts';
import { encoder, type Features } from '../encoding.ts';
import { type Evolution, evolve } from '../evolution.ts';
import { chooseByHypervolume } from '../greedy-hypervolume.ts';
import { fitGaussianProcess, type Hyperparameters } from '../predictors/gaussian-process.ts';
import { predictedScore } from '../predictors/score.ts';
import type { Point, Problem } from '../problem.ts';
import { rank, type Scored } from '../selection.ts';
import { spreadStart } from '../spread-start.ts';
import { integerVariation } from '../variation.ts';

const inner: Evolution = { population: 100, generations: 60, vary: integerVariation, revisits: false };

/** The inner search's candidates are cut to whole non-dominated layers that hold at least so many. */
const fewestCandidates = 400;

/**
 * Search by greedy hypervolume improvement of a Gaussian process' mean. Starts from networks spread over the cost
 * range; then, again and again: a process is fitted to each measured metric, NSGA-II searches its mean with exact
 * costs, from the best measured networks and some random ones, and of everything it visited the batch is measured that
 * adds most hypervolume to the front of posterior means, chosen one at a time. It wants the mean, not a bonus for
 * uncertainty; a batch chosen for its hypervolume, not by rank and crowding; and features that mask inactive genes.
 */
export function hvi(
  problem: Problem,
  { initial, batch }: { readonly initial: number; readonly batch: number },
): Propose {
  const encode = encoder(problem);
  const measuredFeatures = new Map<string, Features>();
  const featuresOf = (point: Point) => measuredFeatures.get(point.key) ?? encode(point);
  const hyperparameters = new Map<string, Hyperparameters>();

  return ({ observations, suggested, known, sampler, random }) => {
    // A process needs two measurements to have anything to learn from.
    const missing = Math.max(2, initial) - observations.length - suggested.length;
    if (suggested.length > 0 || missing > 0) {
      return spreadStart(problem, sampler, random, [...observations, ...suggested], Math.max(0, missing));
    }
    for (const observation of observations) measuredFeatures.set(observation.key, featuresOf(observation));
    const score = predictedScore(problem, observations, (measured, values, metric) => {
      const process = fitGaussianProcess(measured.map(featuresOf), values, hyperparameters.get(metric));
      hyperparameters.set(metric, process.hyperparameters);
      return (point) => process.predict(featuresOf(point));
    });
    const archive = rank(observations.map(score));
    const visited =
      sampler.list()?.map(score) ??
      evolve(
        problem,
        [
          ...archive.slice(0, inner.population / 2).map(({ item }) => item),
          ...Array.from({ length: inner.population / 2 }, () => sampler.tilted() ?? []).flat(),
        ],
        score,
        inner,
        random,
      ).visited;
    const candidates = bestLayers(visited.filter(({ key }) => !known.has(key)));
    const reference = problem.objectives.map((_, objective) =>
      observations.reduce((worst, { losses }) => Math.max(worst, losses[objective]!), Number.NEGATIVE_INFINITY),
    );
    const chosen = chooseByHypervolume(
      candidates.map(({ losses }) => losses),
      archive.filter(({ item, rank }) => rank === 0 && item.meets).map(({ item }) => item.losses),
      reference,
      problem.objectives.flatMap(({ metric }, objective) => (problem.measured.includes(metric) ? [objective] : [])),
      batch,
    ).map((index) => candidates[index]!);
    const taken = new Set([...known, ...chosen.map(({ key }) => key)]);
    return [...chosen, ...sampler.fresh(batch - chosen.length, taken)];
  };
}

/**
 * Whole non-dominated layers: cutting inside a layer, in whatever order, drops one end of the front.
 * What is predicted to fail a requirement is a candidate only where nothing is predicted to meet it.
 */
function bestLayers<Item extends Scored>(visited: readonly Item[]): Item[] {
  const meeting = visited.filter(({ meets }) => meets);
  const items = meeting.length > 0 ? meeting : visited;
  const layers = nonDominatedLayers(
    items.map(({ losses }) => losses),
    fewestCandidates,
  );
  return layers.flat().map((index) => items[index]!);
}
