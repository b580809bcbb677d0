import type { Genome } from '../../../language/index.ts';
import { cholesky, solveFactored } from './cholesky.ts';
import { equalGenes } from './one-hot.ts';

/**
 * Ridge regression on one-hot genes with an intercept that is not penalised: minimises
 * sum (y - w.x - b)^2 + alpha |w|^2, in closed form through the centred Gram matrix, w = X'(XX' + alpha I)^-1 y,
 * which is smaller than X'X while there are fewer examples than columns.
 *
 * @returns a prediction function for each alpha
 */
export function fitRidges(
  genomes: readonly Genome[],
  targets: readonly number[],
  alphas: readonly number[],
): ((genome: Genome) => number)[] {
  const size = genomes.length;
  const mean = targets.reduce((sum, target) => sum + target, 0) / size;
  const gram = new Float64Array(size * size);
  const means = new Float64Array(size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      const equal = equalGenes(genomes[row]!, genomes[column]!);
      gram[row * size + column] = equal;
      means[row]! += equal / size;
      if (column < row) means[column]! += equal / size;
    }
  }
  const overall = means.reduce((sum, value) => sum + value, 0) / size;
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) gram[row * size + column]! += overall - means[row]! - means[column]!;
  }
  const centred = Float64Array.from(targets, (target) => target - mean);
  return alphas.map((alpha) => {
    const penalised = Float64Array.from(gram);
    for (let row = 0; row < size; row++) penalised[row * size + row]! += alpha;
    const factor = cholesky(penalised, size);
    if (factor === undefined) throw new Error(`ridge regression needs a positive alpha, not ${alpha}`);
    return linearModel(genomes, solveFactored(factor, size, centred), mean);
  });
}

/** The prediction function of dual weights, one for each example, and the targets' mean. */
function linearModel(genomes: readonly Genome[], dual: Float64Array, mean: number): (genome: Genome) => number {
  // The dual weights sum to 0, so the columns' means only move the intercept.
  const weights: number[][] = genomes[0]!.map(() => []);
  for (const [row, genome] of genomes.entries()) {
    for (const [gene, index] of genome.entries()) weights[gene]![index] = (weights[gene]![index] ?? 0) + dual[row]!;
  }
  const raw = (genome: Genome) => genome.reduce((sum, index, gene) => sum + (weights[gene]![index] ?? 0), 0);
  const offset = mean - genomes.reduce((sum, genome) => sum + raw(genome), 0) / genomes.length;
  return (genome) => raw(genome) + offset;
}
