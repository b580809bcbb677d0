import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fitSupportVectorRegression } from '../../../../runtime/search/predictors/support-vector-regression.ts';
import { seeded } from '../../../../runtime/search/random-numbers.ts';

function problem(seed: number, size: number) {
  const random = seeded(seed);
  const inputs = Array.from({ length: size }, () => [random.uniform(), random.uniform()]);
  const targets = inputs.map(([x, y]) => 70 + 5 * Math.sin(4 * x!) + 3 * y! + random.uniform());
  const near = (a: readonly number[], b: readonly number[]) =>
    Math.exp(-2 * ((a[0]! - b[0]!) ** 2 + (a[1]! - b[1]!) ** 2));
  const kernel = Float64Array.from(inputs.flatMap((a) => inputs.map((b) => near(a, b))));
  return { targets, kernel };
}

function values(kernel: Float64Array, coefficients: Float64Array, bias: number): number[] {
  const size = coefficients.length;
  return Array.from({ length: size }, (_, row) =>
    coefficients.reduce((sum, coefficient, column) => sum + coefficient * kernel[row * size + column]!, bias),
  );
}

describe('support-vector regression', () => {
  test('coefficients stay in their box and sum to 0, and primal and dual meet', () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.constantFrom(0.1, 1, 10, 100), (seed, cost) => {
        const { targets, kernel } = problem(seed, 25);
        const { coefficients, bias } = fitSupportVectorRegression(kernel, targets, cost);
        expect(coefficients.reduce((sum, coefficient) => sum + coefficient, 0)).toBeCloseTo(0, 8);
        for (const coefficient of coefficients) expect(Math.abs(coefficient)).toBeLessThanOrEqual(cost + 1e-12);
        const predicted = values(kernel, coefficients, bias);
        const length = coefficients.reduce((sum, c, row) => sum + c * (predicted[row]! - bias), 0);
        const loss = targets.reduce((sum, target, row) => sum + Math.abs(target - predicted[row]!), 0);
        const gain = targets.reduce((sum, target, row) => sum + target * coefficients[row]!, 0);
        // Strong duality: 1/2 |w|^2 + C sum |y - f| = y'b - 1/2 |w|^2 at the optimum, to the tolerance of 1e-3 a point.
        expect(length / 2 + cost * loss - (gain - length / 2)).toBeGreaterThan(-1e-6);
        expect(length / 2 + cost * loss - (gain - length / 2)).toBeLessThan(2e-3 * cost * targets.length);
      }),
      { numRuns: 40 },
    );
  });

  test('two points with room in the box are met exactly', () => {
    const kernel = Float64Array.of(1, 0.5, 0.5, 1);
    const { coefficients, bias } = fitSupportVectorRegression(kernel, [1, 2], 100);
    // b2 = -b1 = (y2 - y1) / (2 (1 - k)) = 1, f = bias -/+ (1 - k) b.
    expect([...coefficients]).toEqual([-1, 1]);
    expect(bias).toBeCloseTo(1.5, 12);
    expect(values(kernel, coefficients, bias)).toEqual([1, 2]);
  });

  test('a small box leaves the median', () => {
    const { kernel } = problem(1, 5);
    const { coefficients, bias } = fitSupportVectorRegression(kernel, [1, 2, 3, 4, 100], 1e-6);
    for (const value of values(kernel, coefficients, bias)) expect(value).toBeCloseTo(3, 2);
  });

  test('going on from a smaller cost ends where a fresh start ends', () => {
    const { targets, kernel } = problem(4, 30);
    const first = fitSupportVectorRegression(kernel, targets, 1);
    const onwards = fitSupportVectorRegression(kernel, targets, 10, first.coefficients);
    const fresh = fitSupportVectorRegression(kernel, targets, 10);
    const expected = values(kernel, fresh.coefficients, fresh.bias);
    for (const [row, value] of values(kernel, onwards.coefficients, onwards.bias).entries()) {
      expect(Math.abs(value - expected[row]!)).toBeLessThan(0.02);
    }
  });
});
