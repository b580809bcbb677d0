import { activeGenes, type Features, matches } from '../encoding.ts';
import { cholesky, logDeterminant, solveFactored } from './cholesky.ts';

/** Variances of the kernel's parts and the length scale of its exponential; all positive. */
export interface Hyperparameters {
  readonly linear: number;
  readonly sums: number;
  readonly exponential: number;
  readonly length: number;
  readonly noise: number;
}

const startHyperparameters: Hyperparameters = { linear: 0.3, sums: 0.3, exponential: 0.3, length: 1, noise: 0.01 };
const names = ['linear', 'sums', 'exponential', 'length', 'noise'] as const;

/** Noise is not believed to be less: with a few observations the likelihood would make it vanish. */
const leastNoise = 1e-6;

export interface GaussianProcess {
  readonly hyperparameters: Hyperparameters;
  /** Posterior mean at any sub-network, without noise, in the unit of the targets. */
  predict(features: Features): number;
}

/**
 * Gaussian-process regression on masked one-hot genes F (centred on the training mean) and standardised sums Z:
 *
 *     k = linear F.F'/u + sums Z.Z'/dim(Z) + exponential exp(-(|F-F'|^2/dF + |Z-Z'|^2/dZ) / (2 length^2)) + noise [same]
 *
 * with u the mean of |F|^2 and dF, dZ the medians of the pairwise squared distances. Hyperparameters minimise the
 * negative log marginal likelihood (Rasmussen and Williams 2006, equation 5.8) of the standardised targets.
 *
 * @param hyperparameters where the fit starts: the last fit's, or nothing for the first
 */
export function fitGaussianProcess(
  training: readonly Features[],
  targets: readonly number[],
  hyperparameters = startHyperparameters,
): GaussianProcess {
  const size = training.length;
  const mean = targets.reduce((sum, target) => sum + target, 0) / size;
  const deviation = Math.sqrt(targets.reduce((sum, target) => sum + (target - mean) ** 2, 0) / size);
  if (!(deviation > 0)) return { hyperparameters, predict: () => mean };
  const standardised = Float64Array.from(targets, (target) => (target - mean) / deviation);
  const geometry = geometryOf(training);
  const fitted = minimise(hyperparameters, (candidate) => {
    const factor = cholesky(geometry.kernel(candidate), size);
    if (factor === undefined) return Number.POSITIVE_INFINITY;
    const weights = solveFactored(factor, size, standardised);
    let fit = 0;
    for (let row = 0; row < size; row++) fit += standardised[row]! * weights[row]!;
    return 0.5 * fit + 0.5 * logDeterminant(factor, size);
  });
  const factor = cholesky(geometry.kernel(fitted), size);
  if (factor === undefined) throw new Error('the fitted kernel is not positive definite');
  const weights = solveFactored(factor, size, standardised);
  const covariance = geometry.against(fitted, weights);
  return { hyperparameters: fitted, predict: (features) => mean + deviation * covariance(features) };
}

/**
 * Coordinate search: one hyperparameter at a time is multiplied or divided by a factor while that improves;
 * two sweeps at most with each of three falling factors. Some thirty evaluations where the start is near.
 */
function minimise(start: Hyperparameters, loss: (candidate: Hyperparameters) => number): Hyperparameters {
  let best = start;
  let least = loss(start);
  for (const factor of [6, 2.4, 1.6]) {
    for (let sweep = 0; sweep < 2; sweep++) {
      const before = least;
      for (const name of names) {
        for (const step of [factor, 1 / factor]) {
          let improved = false;
          for (;;) {
            const value = best[name] * step;
            if (value > 1e4 || value < leastNoise) break;
            const candidate = { ...best, [name]: value };
            const candidateLoss = loss(candidate);
            if (!(candidateLoss < least)) break;
            best = candidate;
            least = candidateLoss;
            improved = true;
          }
          if (improved) break;
        }
      }
      if (least === before) break;
    }
  }
  return best;
}

/** All that the kernel needs of the training points that does not depend on the hyperparameters. */
function geometryOf(training: readonly Features[]) {
  const size = training.length;
  const standardise = standardiser(training.map(({ sums }) => sums));
  const codes = training.map(({ oneHot }) => oneHot);
  const sums = training.map((features) => standardise(features.sums));
  const lengths = codes.map(activeGenes);
  const width = Math.max(1, sums[0]!.length);

  // Centred dot products of one-hot codes from matches alone: (f - m).(g - m) = f.g - f.m - g.m + m.m.
  const overlap = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      overlap[row * size + column] = overlap[column * size + row] = matches(codes[row]!, codes[column]!);
    }
  }
  const toMean = Float64Array.from({ length: size }, (_, row) => {
    let sum = 0;
    for (let column = 0; column < size; column++) sum += overlap[row * size + column]!;
    return sum / size;
  });
  const meanLength = toMean.reduce((sum, value) => sum + value, 0) / size;
  const centredLength = lengths.reduce((sum, length, row) => sum + length - 2 * toMean[row]! + meanLength, 0) / size;
  const unit = centredLength > 0 ? centredLength : 1;

  const linear = new Float64Array(size * size);
  const ofSums = new Float64Array(size * size);
  const codeDistance = new Float64Array(size * size);
  const sumDistance = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      const at = row * size + column;
      linear[at] = (overlap[at]! - toMean[row]! - toMean[column]! + meanLength) / unit;
      codeDistance[at] = lengths[row]! + lengths[column]! - 2 * overlap[at]!;
      ofSums[at] = dot(sums[row]!, sums[column]!) / width;
      sumDistance[at] = squaredDistance(sums[row]!, sums[column]!);
    }
  }
  const codeScale = medianBelowDiagonal(codeDistance, size);
  const sumScale = medianBelowDiagonal(sumDistance, size);
  for (let at = 0; at < size * size; at++)
    codeDistance[at] = codeDistance[at]! / codeScale + sumDistance[at]! / sumScale;
  const distance = codeDistance;

  return {
    /** Lower triangle of the training covariance, noise included. */
    kernel(h: Hyperparameters): Float64Array {
      const result = new Float64Array(size * size);
      const sharpness = -0.5 / h.length ** 2;
      for (let row = 0; row < size; row++) {
        for (let column = 0; column <= row; column++) {
          const at = row * size + column;
          result[at] =
            h.linear * linear[at]! + h.sums * ofSums[at]! + h.exponential * Math.exp(sharpness * distance[at]!);
        }
        result[row * size + row]! += h.noise;
      }
      return result;
    },
    /** The sum over training points of weight times covariance with a sub-network, noise left out. */
    against(h: Hyperparameters, weights: Float64Array): (features: Features) => number {
      const sharpness = -0.5 / h.length ** 2;
      let total = 0;
      let weightedToMean = 0;
      for (let row = 0; row < size; row++) {
        total += weights[row]!;
        weightedToMean += weights[row]! * toMean[row]!;
      }
      const direction = new Float64Array(sums[0]!.length);
      for (let row = 0; row < size; row++) {
        for (let column = 0; column < direction.length; column++) {
          direction[column]! += weights[row]! * sums[row]![column]!;
        }
      }
      return (features) => {
        const own = standardise(features.sums);
        const length = activeGenes(features.oneHot);
        let ownToMean = 0;
        let overlapping = 0;
        let near = 0;
        for (let row = 0; row < size; row++) {
          const shared = matches(features.oneHot, codes[row]!);
          ownToMean += shared;
          overlapping += weights[row]! * shared;
          const apart = (length + lengths[row]! - 2 * shared) / codeScale + squaredDistance(own, sums[row]!) / sumScale;
          near += weights[row]! * Math.exp(sharpness * apart);
        }
        const centred = overlapping - weightedToMean - total * (ownToMean / size - meanLength);
        return (h.linear * centred) / unit + (h.sums * dot(own, direction)) / width + h.exponential * near;
      };
    },
  };
}

/** Columns to mean 0 and deviation 1 over the training set; those that do not vary are left out. */
function standardiser(rows: readonly Float64Array[]): (row: Float64Array) => Float64Array {
  const columns = [...rows[0]!.keys()].flatMap((column) => {
    const mean = rows.reduce((sum, row) => sum + row[column]!, 0) / rows.length;
    const deviation = Math.sqrt(rows.reduce((sum, row) => sum + (row[column]! - mean) ** 2, 0) / rows.length);
    return deviation > 1e-12 * Math.max(1, Math.abs(mean)) ? [{ column, mean, deviation }] : [];
  });
  return (row) => Float64Array.from(columns, ({ column, mean, deviation }) => (row[column]! - mean) / deviation);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += a[index]! * b[index]!;
  return sum;
}

function squaredDistance(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index++) {
    const difference = a[index]! - b[index]!;
    sum += difference * difference;
  }
  return sum;
}

/** Median over pairs of different points; 1 where it is 0 or there are none, so that it can divide. */
function medianBelowDiagonal(matrix: Float64Array, size: number): number {
  const values = new Float64Array((size * (size - 1)) / 2);
  let next = 0;
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < row; column++) values[next++] = matrix[row * size + column]!;
  }
  values.sort();
  return values[values.length >> 1] || 1;
}
