import { expect, test } from 'vitest';
import { hypervolumeBox, normalizedHypervolume } from '../../../../runtime/search/archive/hypervolume-box.ts';
import { lossesOf } from '../../../../runtime/search/problem.ts';
import { simulatedVit, smallShape } from '../simulated-vit.ts';

const { problem } = simulatedVit(1, smallShape);
const box = hypervolumeBox(problem, { accuracy: { reference: 0.1, ideal: 1 } });
const [, mostMacs] = problem.costRange.macs!;

test('the reference is chance and the largest cost, the ideal is all right for nothing', () => {
  expect(box).toEqual({ reference: { accuracy: 0.1, macs: mostMacs }, ideal: { accuracy: 1, macs: 0 } });
});

test('the whole box is 1, a point is its share, the reference is 0', () => {
  const share = (accuracy: number, macs: number) =>
    normalizedHypervolume(problem, box, [lossesOf(problem, { accuracy, macs })]);
  expect(share(1, 0)).toBeCloseTo(1, 12);
  expect(share(0.55, mostMacs / 4)).toBeCloseTo(0.5 * 0.75, 12);
  expect(share(0.1, mostMacs)).toBe(0);
});

test('a measured objective without bounds is an error that names it', () => {
  expect(() => hypervolumeBox(problem, {})).toThrow('accuracy');
});
