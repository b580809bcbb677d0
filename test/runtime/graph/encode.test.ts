import { fromBinary } from '@bufbuild/protobuf';
import { describe, expect, test } from 'vitest';
import type { Target } from '../../../runtime/graph/decompositions.ts';
import { encode } from '../../../runtime/graph/encode.ts';
import { ModelProtoSchema } from '../../../runtime/graph/generated/onnx_pb.js';
import { Graph } from '../../../runtime/graph/graph.ts';
import {
  add,
  gelu,
  gemm,
  logSoftmax,
  matMul,
  mul,
  relu,
  reshape,
  transpose,
} from '../../../runtime/graph/operations.ts';
import { compiled, randomFeeds } from './run.ts';

const decoded = (graph: Graph, target?: Target) => fromBinary(ModelProtoSchema, encode(graph, target));
const operatorsOf = (graph: Graph, target?: Target) => decoded(graph, target).graph!.node.map(({ opType }) => opType);

describe('encode', () => {
  test('writes inputs, outputs, constants and nodes by their names, types and shapes', () => {
    const graph = new Graph();
    const x = graph.input('x', 'float32', [2, 3]);
    const weight = graph.constant('float32', [3, 1], [1, 2, 3], 'weight');
    graph.output('y', gemm(x, weight));
    const model = decoded(graph);
    expect(model.irVersion).toBe(10n);
    expect(model.opsetImport.map(({ domain, version }) => [domain, version])).toEqual([['', 21n]]);
    expect(model.graph!.node.map(({ opType, input, output }) => [opType, input, output])).toEqual([
      ['Gemm', ['x', 'weight'], ['y']],
    ]);
    const [initializer] = model.graph!.initializer;
    expect(initializer).toMatchObject({ name: 'weight', dims: [3n, 1n] });
    expect(new Float32Array(initializer!.rawData.slice().buffer)).toEqual(Float32Array.of(1, 2, 3));
    const { value } = model.graph!.input[0]!.type!;
    expect(value.case === 'tensorType' && value.value.shape?.dim.map(({ value }) => value.value)).toEqual([2n, 3n]);
  });

  test('leaves out what no output needs', () => {
    const graph = new Graph();
    const x = graph.input('x', 'float32', [2]);
    relu(x);
    graph.output('y', mul(x, 3));
    expect(operatorsOf(graph)).toEqual(['Mul']);
  });

  test('gives one value under two names, and an input as an output', async () => {
    const graph = new Graph();
    const x = graph.input('x', 'float32', [2]);
    const y = add(x, 1);
    graph.output('y', y);
    graph.output('again', y);
    graph.output('same', x);
    const run = await compiled(graph);
    expect(await run({ x: [1, 2] })).toEqual({ y: [2, 3], again: [2, 3], same: [1, 2] });
  });

  test('uses ONNX Runtime extensions on the processor and standard operators elsewhere, with equal results', async () => {
    const graph = new Graph();
    const [a, b] = [graph.input('a', 'float32', [2, 3, 4]), graph.input('b', 'float32', [2, 5, 4])];
    graph.output('y', logSoftmax(matMul(a, b, { transB: true, alpha: 0.5 })));
    expect(operatorsOf(graph)).toEqual(['FusedMatMul', 'LogSoftmax']);
    expect(decoded(graph, 'portable').opsetImport.length).toBe(1);
    const feeds = randomFeeds(graph, 3);
    const [fused, portable] = [await compiled(graph), await compiled(graph, 'portable')];
    const [{ y: first }, { y: second }] = [await fused(feeds), await portable(feeds)];
    first!.forEach((number, index) => {
      expect(number).toBeCloseTo(second![index]!, 6);
    });
  });

  test('computes GELU in one node, or in parts where a gradient uses its distribution function', () => {
    const graph = new Graph();
    const x = graph.input('x', 'float32', [2]);
    graph.output('y', gelu(x));
    expect(operatorsOf(graph)).toEqual(['Gelu']);
    graph.output('distribution', graph.nodes[0]!.outputs[1]!);
    expect(operatorsOf(graph)).toContain('Erf');
  });
});

describe('Graph', () => {
  test('holds the same computation and the same small constant once', () => {
    const graph = new Graph();
    const x = graph.input('x', 'float32', [2]);
    expect(mul(x, 2)).toBe(mul(x, 2));
    expect(graph.nodes.length).toBe(1);
    expect(graph.constants.length).toBe(1);
  });

  test('says which primitive refuses which shapes', () => {
    const graph = new Graph();
    const [x, w] = [graph.input('x', 'float32', [2, 3]), graph.input('w', 'float32', [4, 5])];
    expect(() => gemm(x, w)).toThrow('Gemm(float32[2, 3], float32[4, 5]): the inner extents 3 and 4 differ');
    expect(() => graph.input('x', 'float32', [1])).toThrow('The graph has an input named x already');
  });

  test('moves nothing where moves cancel out', () => {
    const x = new Graph().input('x', 'float32', [2, 3, 4]);
    expect(transpose(transpose(x, [1, 2, 0]), [2, 0, 1])).toBe(x);
    expect(reshape(reshape(x, [6, 4]), [2, 3, 4])).toBe(x);
  });
});
