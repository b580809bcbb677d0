import { CholeskyDecomposition, determinant, Matrix } from 'ml-matrix';
import { expect, test } from 'vitest';
import { cholesky, logDeterminant, solveFactored } from '../../../../runtime/search/predictors/cholesky.ts';
import { seeded } from '../../../../runtime/search/random-numbers.ts';

const size = 12;
const random = seeded(1);
const root = Matrix.from1DArray(
  size,
  size,
  Array.from({ length: size * size }, () => random.uniform() - 0.5),
);
const matrix = root.mmul(root.transpose()).add(Matrix.eye(size).mul(0.1));
const factor = cholesky(Float64Array.from(matrix.to1DArray()), size)!;

test('factor, determinant and solution agree with ml-matrix', () => {
  const theirs = new CholeskyDecomposition(matrix);
  for (const [index, value] of theirs.lowerTriangularMatrix.to1DArray().entries()) {
    expect(factor[index]).toBeCloseTo(value, 10);
  }
  expect(logDeterminant(factor, size)).toBeCloseTo(Math.log(determinant(matrix)), 8);
  const right = Array.from({ length: size }, () => random.uniform());
  const solution = theirs.solve(Matrix.columnVector(right)).to1DArray();
  for (const [index, value] of solveFactored(factor, size, Float64Array.from(right)).entries()) {
    expect(value).toBeCloseTo(solution[index]!, 8);
  }
});

test('a matrix that is not positive definite has no factor', () => {
  expect(cholesky(Float64Array.of(1, 2, 2, 1), 2)).toBeUndefined();
});
