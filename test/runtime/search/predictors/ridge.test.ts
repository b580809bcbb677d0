import { Matrix, solve } from 'ml-matrix';
import { expect, test } from 'vitest';
import { fitRidges } from '../../../../runtime/search/predictors/ridge.ts';
import { seeded } from '../../../../runtime/search/random-numbers.ts';

const random = seeded(2);
const cards = [3, 4, 2, 5];
const genome = () => cards.map((card) => random.below(card));
const genomes = Array.from({ length: 25 }, genome);
const targets = genomes.map((one) => 70 + one[0]! - 2 * one[1]! + one[2]! * one[3]! + random.uniform());

test('equals the primal normal equations on centred columns', () => {
  const alpha = 0.7;
  const predict = fitRidges(genomes, targets, [5, alpha])[1]!;
  const oneHot = (one: readonly number[]) =>
    cards.flatMap((card, gene) => Array.from({ length: card }, (_, index) => (one[gene] === index ? 1 : 0)));
  const X = new Matrix(genomes.map(oneHot));
  const means = X.mean('column');
  const centred = X.clone().subRowVector(means);
  const mean = targets.reduce((sum, target) => sum + target, 0) / targets.length;
  const gram = centred.transpose().mmul(centred).add(Matrix.eye(means.length).mul(alpha));
  const weights = solve(gram, centred.transpose().mmul(Matrix.columnVector(targets.map((target) => target - mean))));
  for (const one of [...genomes.slice(0, 5), ...Array.from({ length: 5 }, genome)]) {
    const row = oneHot(one).map((value, column) => value - means[column]!);
    const expected = mean + row.reduce((sum, value, column) => sum + value * weights.get(column, 0), 0);
    expect(predict(one)).toBeCloseTo(expected, 9);
  }
});

test('a value never seen adds nothing, and a vast penalty leaves the mean', () => {
  const predict = fitRidges([[0], [1]], [1, 3], [1e12])[0]!;
  expect(predict([0])).toBeCloseTo(2, 9);
  expect(predict([7])).toBeCloseTo(2, 9);
});
