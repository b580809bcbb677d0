import { CholeskyDecomposition, Matrix } from 'ml-matrix';
import { describe, expect, test } from 'vitest';
import { encoder, type Features } from '../../../../runtime/search/encoding.ts';
import { fitGaussianProcess, type Hyperparameters } from '../../../../runtime/search/predictors/gaussian-process.ts';
import { seeded } from '../../../../runtime/search/random-numbers.ts';
import { Sampler } from '../../../../runtime/search/sampler.ts';
import { simulatedVit } from '../simulated-vit.ts';

const vit = simulatedVit(3);
const encode = encoder(vit.problem);
const points = new Sampler(vit.problem, seeded(5)).fresh(90, new Set());
const training = points.slice(0, 60);
const held = points.slice(60);
const features = training.map(encode);
const targets = training.map(({ genome }) => vit.measured(genome));

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const deviation = (values: readonly number[]) => Math.sqrt(mean(values.map((value) => (value - mean(values)) ** 2)));
const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, value, index) => sum + value * b[index]!, 0);
const squared = (a: readonly number[], b: readonly number[]) => dot(a, a) + dot(b, b) - 2 * dot(a, b);
const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1]!;

/** The kernel as its equation reads, with one-hot columns written out. */
function dense(train: readonly Features[]) {
  const columns = vit.problem.decisions.flatMap(({ values }, gene) => values.map((_, index) => ({ gene, index })));
  const oneHot = ({ oneHot }: Features) => columns.map((_, bit) => (oneHot[bit >> 5]! >>> (bit & 31)) & 1);
  const means = columns.map((_, column) => mean(train.map((one) => oneHot(one)[column]!)));
  const centred = (one: Features) => oneHot(one).map((value, column) => value - means[column]!);
  const width = train[0]!.sums.length;
  const stats = Array.from({ length: width }, (_, column) => {
    const values = train.map(({ sums }) => sums[column]!);
    return { mean: mean(values), deviation: deviation(values) };
  });
  const standard = ({ sums }: Features) => stats.map((stat, column) => (sums[column]! - stat.mean) / stat.deviation);
  const f = train.map(centred);
  const z = train.map(standard);
  const pairs = f.flatMap((_, a) => Array.from({ length: a }, (_, b) => [a, b] as const));
  const unit = mean(f.map((row) => dot(row, row)));
  const dF = median(pairs.map(([a, b]) => squared(f[a]!, f[b]!)));
  const dZ = median(pairs.map(([a, b]) => squared(z[a]!, z[b]!)));
  return (a: Features, b: Features, h: Hyperparameters) =>
    (h.linear * dot(centred(a), centred(b))) / unit +
    (h.sums * dot(standard(a), standard(b))) / width +
    h.exponential *
      Math.exp(-(squared(centred(a), centred(b)) / dF + squared(standard(a), standard(b)) / dZ) / (2 * h.length ** 2));
}

const kernel = dense(features);
const standardised = targets.map((target) => (target - mean(targets)) / deviation(targets));
const covariance = (h: Hyperparameters) =>
  new Matrix(features.map((a, row) => features.map((b, column) => kernel(a, b, h) + (row === column ? h.noise : 0))));
function negativeLogLikelihood(h: Hyperparameters): number {
  const factor = new CholeskyDecomposition(covariance(h));
  const weights = factor.solve(Matrix.columnVector(standardised)).to1DArray();
  return (
    0.5 * dot(standardised, weights) + factor.lowerTriangularMatrix.diagonal().reduce((s, d) => s + Math.log(d), 0)
  );
}

describe('Gaussian process', () => {
  const process = fitGaussianProcess(features, targets);
  const h = process.hyperparameters;

  test('predicts what a dense second implementation predicts', () => {
    const weights = new CholeskyDecomposition(covariance(h)).solve(Matrix.columnVector(standardised)).to1DArray();
    for (const point of [...held.slice(0, 10), ...training.slice(0, 5)]) {
      const at = encode(point);
      const expected = features.reduce((sum, other, row) => sum + weights[row]! * kernel(at, other, h), 0);
      expect(process.predict(at)).toBeCloseTo(mean(targets) + deviation(targets) * expected, 9);
    }
  });

  test('its hyperparameters are a minimum of the likelihood along every coordinate', () => {
    const least = negativeLogLikelihood(h);
    for (const name of ['linear', 'sums', 'exponential', 'length', 'noise'] as const) {
      for (const factor of [1.6, 1 / 1.6]) {
        const changed = h[name] * factor;
        if (changed < 1e-6) continue;
        // The search stops after two sweeps, so a little may be left; an interior slope would show as more.
        expect(negativeLogLikelihood({ ...h, [name]: changed })).toBeGreaterThan(least - 0.5);
      }
    }
    expect(least).toBeLessThan(
      negativeLogLikelihood({ linear: 0.3, sums: 0.3, exponential: 0.3, length: 1, noise: 0.01 }),
    );
  });

  test('ranks held-out networks, and better than their MACs alone', () => {
    const truth = held.map(({ genome }) => vit.accuracy(genome));
    const tau = (values: readonly number[]) => {
      let sum = 0;
      for (let a = 0; a < truth.length; a++) {
        for (let b = 0; b < a; b++) sum += Math.sign((values[a]! - values[b]!) * (truth[a]! - truth[b]!));
      }
      return sum / ((truth.length * (truth.length - 1)) / 2);
    };
    const predicted = tau(held.map((point) => process.predict(encode(point))));
    expect(predicted).toBeGreaterThan(0.75);
    expect(predicted).toBeGreaterThan(tau(held.map(({ costs }) => costs.macs!)));
  });

  test('targets that do not vary are predicted as they are', () => {
    const constant = fitGaussianProcess(features.slice(0, 3), [0.5, 0.5, 0.5]);
    expect(constant.predict(encode(held[0]!))).toBe(0.5);
  });

  test('one measurement is enough to predict', () => {
    expect(fitGaussianProcess(features.slice(0, 1), [0.7]).predict(encode(held[0]!))).toBe(0.7);
  });
});
