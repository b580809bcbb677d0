import { Tensor as OrtTensor } from 'onnxruntime-node';
import { describe, expect, test } from 'vitest';
import { encode } from '../../../runtime/graph/encode.ts';
import { gradients } from '../../../runtime/graph/gradients.ts';
import { Graph } from '../../../runtime/graph/graph.ts';
import type { Tensor } from '../../../runtime/graph/tensor.ts';
import { createSession } from '../../../runtime/session/session.ts';
import { crossEntropy, distilled, smoothed } from '../../../runtime/train/objective.ts';
import { compiled } from '../graph/run.ts';

const BATCH = 3;
const CLASSES = 4;
const shape = [BATCH, CLASSES];
const logits = [0.3, -1.2, 2.5, 0.1, -0.4, 0.9, 0.2, 1.7, 3, -2, 0.5, 0.25];
const teacher = [1.3, -0.2, 1.5, 0.4, -2.4, 1.9, 0.7, 0.7, 1, 0, -0.5, 4];
const targets = [0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 1];

function softmaxOf(values: readonly number[], temperature: number): number[] {
  return Array.from({ length: BATCH }, (_, row) => {
    const powers = values.slice(row * CLASSES, (row + 1) * CLASSES).map((value) => Math.exp(value / temperature));
    const sum = powers.reduce((a, b) => a + b);
    return powers.map((power) => power / sum);
  }).flat();
}

async function lossAndGradient(settings?: { weight: number; temperature: number }) {
  const graph = new Graph();
  const z = graph.input('logits', 'float64', shape);
  const y = graph.input('targets', 'float64', shape);
  const loss = settings ? distilled(z, y, graph.input('teacher', 'float64', shape), settings) : crossEntropy(z, y);
  graph.output('loss', loss);
  graph.output('gradient', gradients(loss, [z])[0]!);
  const session = await createSession(encode(graph), { device: 'cpu', threads: 1, arena: false });
  const feed = (values: readonly number[]): OrtTensor => new OrtTensor('float64', Float64Array.from(values), shape);
  const outputs = await session.run({
    logits: feed(logits),
    targets: feed(targets),
    ...(settings && { teacher: feed(teacher) }),
  });
  return {
    loss: (outputs.loss!.data as Float64Array)[0]!,
    gradient: Array.from(outputs.gradient!.data as Float64Array),
  };
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const entropyOfLabels = sum(softmaxOf(logits, 1).map((p, i) => -targets[i]! * Math.log(p))) / BATCH;

describe('the objective', () => {
  test('is the cross-entropy, whose gradient is (p - y) / batch', async () => {
    const { loss, gradient } = await lossAndGradient();
    const p = softmaxOf(logits, 1);
    expect(loss).toBeCloseTo(entropyOfLabels, 12);
    gradient.forEach((value, i) => {
      expect(value).toBeCloseTo((p[i]! - targets[i]!) / BATCH, 12);
    });
  });

  test('smooths labels as (1 - e) y + e / classes', async () => {
    const graph = new Graph();
    const [z, y] = ['logits', 'targets'].map((name) => graph.input(name, 'float64', shape)) as [Tensor, Tensor];
    graph.output('loss', crossEntropy(z, smoothed(y, 0.1)));
    const p = softmaxOf(logits, 1);
    const expected = sum(p.map((each, i) => -(0.9 * targets[i]! + 0.1 / CLASSES) * Math.log(each))) / BATCH;
    const { loss } = await (await compiled(graph))({ logits, targets });
    expect(loss![0]).toBeCloseTo(expected, 12);
  });

  test.each([
    { weight: 0.7, temperature: 1 },
    { weight: 0.5, temperature: 5 },
    { weight: 1, temperature: 2 },
    { weight: 0, temperature: 3 },
  ])('is (1 - w) CE + w t^2 KL at $weight and $temperature, with the gradient of the closed form', async (settings) => {
    const { weight, temperature } = settings;
    const { loss, gradient } = await lossAndGradient(settings);
    const p = softmaxOf(logits, 1);
    const soft = softmaxOf(logits, temperature);
    const taught = softmaxOf(teacher, temperature);
    const divergence = sum(taught.map((q, i) => q * Math.log(q / soft[i]!))) / BATCH;
    expect(loss).toBeCloseTo((1 - weight) * entropyOfLabels + weight * temperature ** 2 * divergence, 10);
    gradient.forEach((value, i) => {
      const labels = p[i]! - targets[i]!;
      const softened = temperature * (soft[i]! - taught[i]!);
      expect(value).toBeCloseTo(((1 - weight) * labels + weight * softened) / BATCH, 10);
    });
  });
});
