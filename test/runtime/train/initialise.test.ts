import { describe, expect, test } from 'vitest';
import { initialise } from '../../../runtime/train/initialise.ts';

function start(initial: Parameters<typeof initialise>[1], path = 'layer[0].weight', seed = 1): Float32Array {
  const tensor = new Float32Array(20_000);
  initialise(tensor, initial, path, seed);
  return tensor;
}

const deviation = (values: Float32Array): number =>
  Math.sqrt(values.reduce((sum, v) => sum + v * v, 0) / values.length);

describe('initialise', () => {
  test('draws kaiming weights of deviation sqrt(gain / fanIn) around 0', () => {
    const weights = start({ kind: 'kaiming', fanIn: 50, gain: 2 });
    expect(deviation(weights)).toBeCloseTo(0.2, 2);
    expect(weights.reduce((sum, v) => sum + v, 0) / weights.length).toBeCloseTo(0, 2);
    expect(Math.max(...weights.map(Math.abs))).toBeGreaterThan(0.6);
  });

  test('cuts truncated normals at two deviations, which leaves 0.8796 of the deviation', () => {
    const weights = start({ kind: 'truncatedNormal', deviation: 0.02 });
    expect(Math.max(...weights.map(Math.abs))).toBeLessThanOrEqual(0.04);
    expect(deviation(weights) / 0.02).toBeCloseTo(0.8796, 1);
  });

  test('depends on path and seed and nothing else', () => {
    const initial = { kind: 'kaiming', fanIn: 5, gain: 1 } as const;
    expect(start(initial)).toEqual(start(initial));
    expect(start(initial, 'layer[1].weight')).not.toEqual(start(initial));
    expect(start(initial, 'layer[0].weight', 2)).not.toEqual(start(initial));
    expect(new Set(start({ kind: 'constant', value: 1 }))).toEqual(new Set([1]));
  });
});
