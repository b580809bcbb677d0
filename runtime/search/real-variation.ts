import type { Problem } from './problem.ts';
import type { Random } from './random-numbers.ts';
import type { Vary } from './variation.ts';

const crossoverRate = 0.9;
const crossoverIndex = 15;
const mutationRate = 0.02;
const mutationIndex = 20;

/**
 * The operators that LINAS was published with (arXiv 2205.10358): simulated binary crossover (probability 0.9 per
 * pair and 0.5 per gene, index 15) and polynomial mutation (0.02 per gene, index 20) on gene indices as real numbers,
 * then rounded. Deb and Agrawal 1995; Deb and Goyal 1996.
 */
export const realVariation: Vary = (problem, mother, father, random) => {
  const first = [...mother.genome];
  const second = [...father.genome];
  if (random.uniform() < crossoverRate) {
    for (const gene of first.keys()) {
      const top = problem.decisions[gene]!.values.length - 1;
      const [low, high] = [Math.min(first[gene]!, second[gene]!), Math.max(first[gene]!, second[gene]!)];
      if (low === high || random.uniform() >= 0.5) continue;
      const draw = random.uniform();
      // Each child's spread is bounded by its parent's distance to the end of the domain on its side.
      const lower = (low + high - spreadFactor(draw, 1 + (2 * low) / (high - low)) * (high - low)) / 2;
      const upper = (low + high + spreadFactor(draw, 1 + (2 * (top - high)) / (high - low)) * (high - low)) / 2;
      [first[gene], second[gene]] = random.uniform() < 0.5 ? [lower, upper] : [upper, lower];
    }
  }
  return [polynomialMutation(problem, first, random), polynomialMutation(problem, second, random)];
};

function spreadFactor(draw: number, beta: number): number {
  const alpha = 2 - beta ** -(crossoverIndex + 1);
  const power = 1 / (crossoverIndex + 1);
  return draw <= 1 / alpha ? (draw * alpha) ** power : (1 / (2 - draw * alpha)) ** power;
}

function polynomialMutation(problem: Problem, genome: readonly number[], random: Random): number[] {
  return genome.map((value, gene) => {
    const top = problem.decisions[gene]!.values.length - 1;
    if (top === 0) return 0;
    let mutated = value;
    if (random.uniform() < mutationRate) {
      const draw = random.uniform();
      const power = 1 / (mutationIndex + 1);
      const room = draw <= 0.5 ? 1 - value / top : 1 - (top - value) / top;
      const step =
        draw <= 0.5
          ? (2 * draw + (1 - 2 * draw) * room ** (mutationIndex + 1)) ** power - 1
          : 1 - (2 * (1 - draw) + (2 * draw - 1) * room ** (mutationIndex + 1)) ** power;
      mutated = value + step * top;
    }
    return Math.max(0, Math.min(top, Math.round(mutated)));
  });
}
