import type { Explore, Genome } from '../../language/index.ts';
import { BatchedStrategy } from './batches.ts';
import type { Metrics, Problem } from './problem.ts';
import { seeded } from './random-numbers.ts';
import { hvi } from './strategies/hvi.ts';
import { linas } from './strategies/linas.ts';
import { nsga2 } from './strategies/nsga2.ts';
import { uniform } from './strategies/uniform.ts';

/**
 * A search strategy. Its state is a function of the problem, the seed, the suggestions and the order of the tells alone:
 * telling a new strategy what a journal holds brings it to where the interrupted one was.
 */
export interface Strategy {
  /** Sub-networks to measure before any other, such as the front found on older weights. Only before the first ask or tell. */
  suggest(genomes: readonly Genome[]): void;
  /**
   * Up to `count` canonical, feasible sub-networks that were not told yet; fewer where the batch under measurement
   * has no more. The same ones again until they are told. Empty exactly where the space has nothing left.
   * Throws a LitheError where no sub-network meets the requirements.
   */
  ask(count: number): readonly Genome[];
  /**
   * What was measured of a sub-network, asked for or not; costs need not be in it. A value that is not finite
   * says that the measurement failed: the network is not asked again and teaches nothing.
   */
  tell(genome: Genome, metrics: Metrics): void;
}

/** The strategy that a search declares. The control of a run is `{ strategy: 'random', … }` with a seed of its own. */
export function createStrategy(problem: Problem, explore: Explore, seed: number): Strategy {
  const random = seeded(seed);
  switch (explore.strategy) {
    case 'random':
      return new BatchedStrategy(problem, random, uniform());
    case 'nsga2':
      return new BatchedStrategy(problem, random, nsga2(problem, explore));
    case 'linas':
      return new BatchedStrategy(problem, random, linas(problem, explore));
    case 'hvi':
      return new BatchedStrategy(problem, random, hvi(problem, explore));
  }
}
