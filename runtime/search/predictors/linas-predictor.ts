import type { Genome } from '../../../language/index.ts';
import { equalGenes, varyingColumns } from './one-hot.ts';
import { fitRidges } from './ridge.ts';
import { fitSupportVectorRegression } from './support-vector-regression.ts';

type Model = (genome: Genome) => number;

const folds = 5;
/** Both grids cover the published ranges (alpha 0.1 to 10, C 1 to 100) in nine steps of equal ratio. */
const alphas = Array.from({ length: 9 }, (_, step) => 0.1 * 100 ** (step / 8));
const costs = Array.from({ length: 9 }, (_, step) => 100 ** (step / 8));

/**
 * The predictor that LINAS was published with (arXiv 2205.10358, and the authors' released code): ridge regression
 * against support-vector regression (Gaussian kernel, gamma 1 / columns, no insensitive zone) on one-hot genes without
 * a mask, with the penalty and the kind chosen by least mean absolute percentage error in five contiguous folds.
 * Targets are scaled by a power of ten so that the largest has two digits before the point, which gives C its meaning.
 */
export function fitLinasPredictor(genomes: readonly Genome[], targets: readonly number[]): Model {
  const largest = Math.max(...targets.map(Math.abs));
  const scale = largest > 0 ? 10 ** (Math.floor(Math.log10(largest)) - 1) : 1;
  const scaled = targets.map((target) => target / scale);
  if (new Set(targets).size < 2 || targets.length < folds) {
    const mean = targets.reduce((sum, target) => sum + target, 0) / targets.length;
    return () => mean;
  }
  const families = [ridges, supportVectors];
  const errors = families.map((family) => crossValidated(family, genomes, scaled));
  const best = errors
    .flatMap((ofFamily, family) => ofFamily.map((error, setting) => ({ error, family, setting })))
    .reduce((least, next) => (next.error < least.error ? next : least));
  const models = families[best.family]!(genomes, scaled, best.setting + 1);
  const model = models[best.setting]!;
  return (genome) => model(genome) * scale;
}

/** Models of the first `settings` values of the family's grid. */
type Family = (genomes: readonly Genome[], targets: readonly number[], settings: number) => readonly Model[];

const ridges: Family = (genomes, targets, settings) => fitRidges(genomes, targets, alphas.slice(0, settings));

const supportVectors: Family = (genomes, targets, settings) => {
  const size = genomes.length;
  const gamma = 1 / Math.max(1, varyingColumns(genomes));
  // One-hot codes differ by 2 in squared distance for each gene that differs.
  const byEqual = genomes[0]!.map((_, equal) => Math.exp(-2 * gamma * (genomes[0]!.length - equal)));
  const near = (a: Genome, b: Genome) => byEqual[equalGenes(a, b)] ?? 1;
  const kernel = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      kernel[row * size + column] = kernel[column * size + row] = near(genomes[row]!, genomes[column]!);
    }
  }
  let start: Float64Array | undefined;
  return costs.slice(0, settings).map((cost) => {
    const { coefficients, bias } = fitSupportVectorRegression(kernel, targets, cost, start);
    start = coefficients;
    return (genome) => {
      let sum = bias;
      for (let row = 0; row < size; row++) sum += coefficients[row]! * near(genome, genomes[row]!);
      return sum;
    };
  });
};

/** Mean absolute percentage error over the folds, for each setting of a family. */
function crossValidated(family: Family, genomes: readonly Genome[], targets: readonly number[]): number[] {
  const errors = new Array<number>(alphas.length).fill(0);
  for (let fold = 0; fold < folds; fold++) {
    const held = (index: number) => Math.floor((index * folds) / genomes.length) === fold;
    const keep = [...genomes.keys()].filter((index) => !held(index));
    const out = [...genomes.keys()].filter(held);
    const models = family(
      keep.map((index) => genomes[index]!),
      keep.map((index) => targets[index]!),
      errors.length,
    );
    for (const [setting, model] of models.entries()) {
      for (const index of out) {
        const target = targets[index]!;
        const error = Math.abs(model(genomes[index]!) - target) / Math.max(Math.abs(target), Number.EPSILON);
        errors[setting]! += error / (out.length * folds);
      }
    }
  }
  return errors;
}
