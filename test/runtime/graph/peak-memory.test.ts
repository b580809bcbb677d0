import { describe, expect, test } from 'vitest';
import { Graph } from '../../../runtime/graph/graph.ts';
import { add, gemm, mul, relu, reshape, transpose } from '../../../runtime/graph/operations.ts';
import { peakBytes } from '../../../runtime/graph/peak-memory.ts';

const matrix = 4 * 8 * 8;

function peakOf(build: (graph: Graph) => void): number {
  const graph = new Graph();
  build(graph);
  return peakBytes(graph);
}

describe('the peak of a graph', () => {
  test('counts no input and no output', () => {
    expect(peakOf((graph) => graph.output('y', relu(graph.input('x', 'float32', [8, 8]))))).toBe(0);
  });

  test('holds two values where one is made from the other, and one where it takes its place', () => {
    const chain = (step: 'product' | 'elementwise') => (graph: Graph) => {
      const [x, w] = [graph.input('x', 'float32', [8, 8]), graph.input('w', 'float32', [8, 8])];
      let value = gemm(x, w);
      for (let i = 0; i < 5; i++) value = step === 'product' ? gemm(value, w) : mul(value, i + 2);
      graph.output('y', gemm(value, w));
    };
    expect(peakOf(chain('product'))).toBe(2 * matrix);
    expect(peakOf(chain('elementwise'))).toBe(matrix);
  });

  test('keeps what is read later, as the backward pass reads activations, and no copy of what is reshaped', () => {
    const kept = (count: number) => (graph: Graph) => {
      const w = graph.input('w', 'float32', [8, 8]);
      const values = [gemm(graph.input('x', 'float32', [8, 8]), w)];
      for (let i = 1; i < count; i++) values.push(gemm(reshape(reshape(values.at(-1)!, [64]), [8, 8]), w));
      graph.output(
        'y',
        values.reduceRight((sum, value) => add(transpose(sum, [1, 0]), value)),
      );
    };
    // All of them, and the transposed sum, whose operand is the last of them or an earlier sum.
    expect(peakOf(kept(6))).toBe(7 * matrix);
    expect(peakOf(kept(12))).toBe(13 * matrix);
  });
});
