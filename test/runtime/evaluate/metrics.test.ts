import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { measure } from '../../../runtime/evaluate/metrics.ts';

/** Outputs that answer so: the largest is the class. */
function answering(answers: readonly number[], width: number): Float32Array {
  return Float32Array.from(
    answers.flatMap((answer) => Array.from({ length: width }, (_, one) => +(one === answer) - 0.5)),
  );
}

function ofClasses(labels: readonly number[], answers: readonly number[], classes: number, width = classes) {
  const names = Array.from({ length: classes }, (_, index) => String(index));
  return measure(answering(answers, width), Float32Array.from(labels), { kind: 'class', names, outputs: width });
}

const ofNumbers = (labels: readonly number[], answers: readonly number[]) =>
  measure(Float32Array.from(answers), Float32Array.from(labels), { kind: 'number' });

describe('metrics of classes', () => {
  // 3 true positives, 2 false positives, 1 false negative, 4 true negatives.
  const labels = [1, 1, 1, 1, 0, 0, 0, 0, 0, 0];
  const answers = [1, 1, 1, 0, 1, 1, 0, 0, 0, 0];

  test('of two are counted by hand: F1 of the second, Matthews of the table', () => {
    const { accuracy, f1, matthews, correct, count } = ofClasses(labels, answers, 2);
    expect([accuracy, correct, count]).toEqual([0.7, 7, 10]);
    expect(f1).toBeCloseTo((2 * 3) / (2 * 3 + 2 + 1), 12);
    expect(matthews).toBeCloseTo((3 * 4 - 2 * 1) / Math.sqrt(5 * 4 * 6 * 5), 12);
  });

  test('of more are what scikit-learn 1.9 gives: macro F1 and R_K', () => {
    // f1_score(average='macro') and matthews_corrcoef of these.
    const more = ofClasses([0, 0, 1, 1, 2, 2, 2, 1, 0, 2, 1, 0], [0, 1, 1, 1, 2, 0, 2, 2, 0, 2, 1, 1], 3);
    expect(more.f1).toBeCloseTo(0.6626984126984127, 12);
    expect(more.matthews).toBeCloseTo(0.5052911526399114, 12);
    expect(more.accuracy).toBe(8 / 12);
  });

  test('where nothing varies are 0, and classes that never occur do not count', () => {
    expect(ofClasses([0, 0, 0], [0, 0, 0], 2)).toMatchObject({ accuracy: 1, f1: 0, matthews: 0 });
    expect(ofClasses([0, 1, 0], [0, 1, 0], 5)).toMatchObject({ accuracy: 1, f1: 1, matthews: 1 });
    expect(ofClasses([0, 1, 0], [0, 3, 0], 2, 4)).toMatchObject({ f1: 0 });
  });

  test('lie between their ends, are perfect where the answers are, and know no order of samples', () => {
    const classes = fc.integer({ min: 2, max: 5 });
    fc.assert(
      fc.property(
        classes.chain((count) =>
          fc.tuple(
            fc.constant(count),
            fc.array(fc.tuple(fc.nat(count - 1), fc.nat(count - 1)), { minLength: 1, maxLength: 40 }),
          ),
        ),
        ([count, pairs]) => {
          const of = (some: typeof pairs) =>
            ofClasses(
              some.map(([label]) => label),
              some.map(([, answer]) => answer),
              count,
            );
          const metrics = of(pairs);
          expect(metrics.f1).toBeGreaterThanOrEqual(0);
          expect(metrics.f1).toBeLessThanOrEqual(1);
          expect(Math.abs(metrics.matthews!)).toBeLessThanOrEqual(1 + 1e-12);
          expect(of(pairs.toReversed())).toEqual(metrics);
          expect(
            ofClasses(
              pairs.map(([label]) => label),
              pairs.map(([label]) => label),
              count,
            ).accuracy,
          ).toBe(1);
        },
      ),
    );
  });
});

describe('metrics of numbers', () => {
  test('are the correlation and the mean squared error', () => {
    const { pearson, mse, count } = ofNumbers([1, 2, 3, 4], [2, 1, 4, 5]);
    expect(pearson).toBeCloseTo(6 / Math.sqrt(5 * 10), 12);
    expect([mse, count]).toEqual([1, 4]);
  });

  test('follow the line of the answers whatever its slope, and are 0 where answers are all alike', () => {
    expect(ofNumbers([1, 2, 4], [10, 20, 40]).pearson).toBeCloseTo(1, 12);
    expect(ofNumbers([1, 2, 4], [-1, -2, -4]).pearson).toBeCloseTo(-1, 12);
    expect(ofNumbers([1, 2, 4], [3, 3, 3]).pearson).toBe(0);
  });
});
