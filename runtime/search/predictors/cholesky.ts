/**
 * Lower factor L with L * L' = A of a symmetric positive definite matrix, row-major [size, size]; only the lower
 * triangle is read and written. Undefined where a pivot is not positive. size^3 / 6 multiplications, on flat arrays:
 * a Gaussian process' fit is some thirty of these, and ml-matrix (arrays of rows) takes several times as long.
 */
export function cholesky(matrix: Float64Array, size: number): Float64Array | undefined {
  const factor = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    const here = row * size;
    for (let column = 0; column <= row; column++) {
      const there = column * size;
      let sum = matrix[here + column]!;
      for (let inner = 0; inner < column; inner++) sum -= factor[here + inner]! * factor[there + inner]!;
      if (column < row) factor[here + column] = sum / factor[there + column]!;
      else if (sum > 0) factor[here + row] = Math.sqrt(sum);
      else return undefined;
    }
  }
  return factor;
}

/** Solves A * x = b, given A's lower factor. */
export function solveFactored(factor: Float64Array, size: number, right: Float64Array): Float64Array {
  const solution = Float64Array.from(right);
  for (let row = 0; row < size; row++) {
    let sum = solution[row]!;
    for (let inner = 0; inner < row; inner++) sum -= factor[row * size + inner]! * solution[inner]!;
    solution[row] = sum / factor[row * size + row]!;
  }
  for (let row = size - 1; row >= 0; row--) {
    let sum = solution[row]!;
    for (let inner = row + 1; inner < size; inner++) sum -= factor[inner * size + row]! * solution[inner]!;
    solution[row] = sum / factor[row * size + row]!;
  }
  return solution;
}

/** log det A, given A's lower factor. */
export function logDeterminant(factor: Float64Array, size: number): number {
  let sum = 0;
  for (let row = 0; row < size; row++) sum += Math.log(factor[row * size + row]!);
  return 2 * sum;
}
