import type { Front, FrontPoint } from '../../../../runtime/run/front/front.ts';

function point(id: number, accuracy: number, macs: number, config: FrontPoint['config'] = { depth: 2 }): FrontPoint {
  return {
    id,
    config,
    metrics: { accuracy, correct: Math.round(accuracy * 1000), count: 1000, macs, params: macs / 49 },
  };
}

/** A front of five with a control, as a small vision transformer gives it. */
export const exampleFront: Front = {
  search: 'OnDigits',
  space: 'DigitsVit',
  objectives: [
    { name: 'accuracy', goal: 'maximize' },
    { name: 'macs', goal: 'minimize' },
  ],
  reference: { accuracy: 0.9, macs: 13_000_000 },
  hypervolume: 0.61234,
  points: [
    point(4, 0.941, 3_100_000),
    point(9, 0.957, 4_000_000),
    point(2, 0.969, 5_200_000, { depth: 3, 'layer[0].heads': 2 }),
    point(11, 0.974, 7_900_000),
    point(3, 0.978, 12_100_000),
  ],
  knee: 2,
  evaluated: [
    point(4, 0.941, 3_100_000),
    point(5, 0.951, 8_000_000),
    point(6, 0.93, 5_000_000),
    point(3, 0.978, 12_100_000),
  ],
  control: {
    hypervolume: 0.55,
    evaluations: 40,
    points: [point(31, 0.935, 3_400_000), point(32, 0.955, 6_000_000), point(33, 0.97, 9_000_000)],
  },
  ends: [point(1, 0.979, 13_000_000), point(12, 0.93, 2_900_000)],
};
