import type { Genome } from '../../language/index.ts';
import type { Point, Problem } from './problem.ts';
import type { Random } from './random-numbers.ts';

/** Two raw genomes from two parents; whoever uses them makes them canonical. */
export type Vary = (problem: Problem, mother: Point, father: Point, random: Random) => readonly [Genome, Genome];

/**
 * Variation for whole-number genes: with probability 0.9 uniform crossover, then each active gene takes another
 * value, uniformly, with probability 1 / (active genes).
 */
export const integerVariation: Vary = (problem, mother, father, random) => {
  const [first, second] = random.uniform() < 0.9 ? cross(mother, father, random) : [mother.genome, father.genome];
  return [mutateGenome(problem, first, random), mutateGenome(problem, second, random)];
};

/** Each active gene takes another value, uniformly, with probability 1 / (active genes). */
export function mutate(problem: Problem, point: Point, random: Random): Genome {
  return mutateGenome(problem, point.genome, random);
}

function cross(mother: Point, father: Point, random: Random): [Genome, Genome] {
  const first = [...mother.genome];
  const second = [...father.genome];
  for (const gene of first.keys()) {
    if (random.uniform() < 0.5) [first[gene], second[gene]] = [second[gene]!, first[gene]!];
  }
  return [first, second];
}

function mutateGenome(problem: Problem, genome: Genome, random: Random): Genome {
  const activity = problem.activity(genome);
  const rate = 1 / Math.max(1, activity.filter(Boolean).length);
  return genome.map((index, gene) => {
    const { length } = problem.decisions[gene]!.values;
    if (!activity[gene] || length < 2 || random.uniform() >= rate) return index;
    return (index + 1 + random.below(length - 1)) % length;
  });
}
