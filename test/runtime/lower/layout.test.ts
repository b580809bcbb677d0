import { describe, expect, test } from 'vitest';
import type { StoredTensor } from '../../../language/index.ts';
import { elasticAxes, storageLayout, storedShape } from '../../../runtime/lower/layout.ts';

const matrix: StoredTensor = {
  path: 'output.weight',
  shape: [64, 128],
  slice: ['leading', 'leading'],
  initial: { kind: 'constant', value: 0 },
  trained: true,
  decayed: true,
};
const kernel: StoredTensor = {
  ...matrix,
  shape: [16, 8, 5, 5],
  slice: ['leading', 'leading', 'central', 'central'],
};

describe('elasticAxes', () => {
  test('finds the axes of which a use takes a part', () => {
    const uses = [
      { stored: 'output.weight', shape: [64, 128] },
      { stored: 'output.weight', shape: [64, 32] },
      { stored: 'other.weight', shape: [2, 2] },
    ];
    expect(elasticAxes(matrix, uses)).toEqual([1]);
    expect(elasticAxes({ ...matrix, path: 'other' }, uses)).toEqual([]);
  });
});

describe('storageLayout', () => {
  test('puts the one elastic axis of a matrix first', () => {
    expect(storageLayout(matrix, [1])).toEqual([1, 0]);
    expect(storedShape([64, 32], [1, 0])).toEqual([32, 64]);
  });
  test('keeps the order where rows are elastic, or rows and columns, or nothing', () => {
    expect(storageLayout(matrix, [0])).toEqual([0, 1]);
    expect(storageLayout(matrix, [0, 1])).toEqual([0, 1]);
    expect(storageLayout(matrix, [])).toEqual([0, 1]);
  });
  test('keeps the order of a kernel', () => {
    expect(storageLayout(kernel, [1])).toEqual([0, 1, 2, 3]);
  });
});
