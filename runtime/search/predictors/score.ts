import { lossesOf, type Metrics, type Observation, type Point, type Problem } from '../problem.ts';
import type { Scored } from '../selection.ts';

/** Predicts one measured metric of a sub-network. */
type Predictor = (point: Point) => number;

/** Fits a predictor of one metric; `values[i]` was measured at `observations[i]`. */
export type Train = (observations: readonly Observation[], values: readonly number[], metric: string) => Predictor;

/** Losses of any sub-network: measured metrics predicted, one predictor for each, costs exact. */
export function predictedScore(
  problem: Problem,
  observations: readonly Observation[],
  train: Train,
): (point: Point) => Point & Scored {
  const predictors = problem.measured.map((metric) => {
    const values = observations.map(({ metrics }) => metrics[metric]!);
    return [metric, train(observations, values, metric)] as const;
  });
  return (point) => {
    const metrics: Metrics = {
      ...point.costs,
      ...Object.fromEntries(predictors.map(([metric, predict]) => [metric, predict(point)])),
    };
    return { ...point, losses: lossesOf(problem, metrics), meets: problem.meets(point.genome, metrics) };
  };
}
