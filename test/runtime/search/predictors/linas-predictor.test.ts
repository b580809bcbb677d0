import { expect, test } from 'vitest';
import { fitLinasPredictor } from '../../../../runtime/search/predictors/linas-predictor.ts';
import { seeded } from '../../../../runtime/search/random-numbers.ts';

const random = seeded(9);
const draw = () => [random.below(3), random.below(4), random.below(3), random.below(4)];
const genomes = Array.from({ length: 60 }, draw);
const others = Array.from({ length: 30 }, draw);
const additive = (one: readonly number[]) => 0.7 + 0.02 * one[0]! + 0.03 * Math.sqrt(one[1]!) - 0.01 * one[2]!;

test('learns an additive truth, in the unit of its targets', () => {
  const predict = fitLinasPredictor(genomes, genomes.map(additive));
  for (const one of others) expect(Math.abs(predict(one) - additive(one))).toBeLessThan(0.003);
});

test('learns what genes do together better than their sums could', () => {
  const together = (one: readonly number[]) => (one[0] === 2 && one[2] === 2 ? 0.9 : 0.6);
  const predict = fitLinasPredictor(genomes, genomes.map(together));
  const errors = others.map((one) => Math.abs(predict(one) - together(one)));
  expect(errors.reduce((sum, error) => sum + error, 0) / errors.length).toBeLessThan(0.06);
});

test('with nothing to learn it gives the mean', () => {
  expect(fitLinasPredictor(genomes.slice(0, 3), [0.1, 0.2, 0.3])([0, 0, 0, 0])).toBeCloseTo(0.2, 12);
  expect(
    fitLinasPredictor(
      genomes,
      genomes.map(() => 0.5),
    )([0, 0, 0, 0]),
  ).toBe(0.5);
});
