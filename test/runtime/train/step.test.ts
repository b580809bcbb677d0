import { beforeEach, describe, expect, test } from 'vitest';
import type { Network, StoredTensor, TensorUse } from '../../../language/index.ts';
import { randomStream } from '../../../runtime/random.ts';
import { lessonOf } from '../../../runtime/train/lesson.ts';
import { optimizerStep } from '../../../runtime/train/optimizer.ts';
import { createState, type TrainingState } from '../../../runtime/train/state.ts';
import { accumulateGradients, type StepNetwork } from '../../../runtime/train/step.ts';
import { compileTrainingGraph } from '../../../runtime/train/training-graph.ts';

const BATCH = 5;
const WIDTH = 4;
const CLASSES = 3;
const distill = { weight: 0.6, temperature: 2, labels: 1 };
const sgd = { kind: 'sgd', rate: 0.5, decay: 0, momentum: 0 } as const;

/** Two linear layers, the hidden width elastic: softmax(up relu-free), so that gradients have a short closed form. */
function network(hidden: number): Network {
  const use = (stored: string, shape: number[]): TensorUse => ({ stored, shape });
  const linear = (path: string, from: number, into: number, tensors: Record<string, TensorUse>, out: number) =>
    ({ operator: 'linear', path, arguments: { out, bias: false }, inputs: [from], output: into, tensors }) as const;
  return {
    values: [WIDTH, hidden, CLASSES].map((width) => ({ kind: 'vector', width })),
    inputs: [{ name: 'x', value: 0 }],
    operators: [
      linear('in', 0, 1, { weight: use('in.weight', [hidden, WIDTH]) }, hidden),
      linear('out', 1, 2, { weight: use('out.weight', [CLASSES, hidden]) }, CLASSES),
    ],
    output: 2,
  };
}

function stored(path: string, shape: number[]): StoredTensor {
  const initial = { kind: 'constant', value: 0 } as const;
  return { path, shape, slice: ['leading', 'leading'], initial, trained: true, decayed: true };
}

type Matrix = number[][];
const product = (a: Matrix, b: Matrix): Matrix =>
  a.map((row) => b[0]!.map((_, column) => row.reduce((sum, value, k) => sum + value * b[k]![column]!, 0)));
const transposed = (a: Matrix): Matrix => a[0]!.map((_, column) => a.map((row) => row[column]!));
const softmax = (a: Matrix, temperature: number): Matrix =>
  a.map((row) => {
    const powers = row.map((value) => Math.exp(value / temperature));
    return powers.map((power) => power / powers.reduce((x, y) => x + y));
  });
const combined = (a: Matrix, b: Matrix, of: (x: number, y: number) => number): Matrix =>
  a.map((row, i) => row.map((value, j) => of(value, b[i]![j]!)));

describe.each([
  ['stored transposed, so that its slice is a view', [1, 0]],
  ['stored as written, so that its slice is a packed copy', [0, 1]],
])('a step with the second matrix %s', (_, layout) => {
  let state: TrainingState;
  let up: Matrix;
  let down: Matrix;
  const x: Matrix = [];
  const y: Matrix = [];

  beforeEach(() => {
    const random = randomStream(4, 'step');
    const matrix = (rows: number, columns: number): Matrix =>
      Array.from({ length: rows }, () => Array.from({ length: columns }, () => Math.fround(random.normal())));
    [up, down] = [matrix(6, WIDTH), matrix(CLASSES, 6)];
    x.splice(0, BATCH, ...matrix(BATCH, WIDTH));
    y.splice(0, BATCH, ...x.map((_, row) => [0, 1, 2].map((column) => +(row % CLASSES === column))));
    const tensors = [stored('in.weight', [6, WIDTH]), stored('out.weight', [CLASSES, 6])];
    state = createState(tensors, ({ path }) => (path === 'out.weight' ? layout : [0, 1]), 1);
    state.view('weights', state.tensors.get('in.weight')!).set(up.flat());
    const asStored = layout[0] === 1 ? transposed(down) : down;
    state.view('weights', state.tensors.get('out.weight')!).set(asStored.flat());
  });

  const stepNetwork = (hidden: number, taught: boolean): StepNetwork => ({
    use: async (_, work) =>
      work(
        await compileTrainingGraph(network(hidden), state, {
          batch: BATCH,
          threads: 1,
          parts: 1,
          told: 'class',
          lesson: lessonOf(distill, taught ? 'other' : 'largest', 0),
          smoothing: 0,
          regularisation: { dropout: 0, stochasticDepth: 0 },
          kept: false,
          arena: false,
        }),
      ),
  });

  /** Gradients by hand, of the slices alone. */
  function gradientsOf(hidden: number, teacher?: Matrix): { logits: Matrix; up: Matrix; down: Matrix } {
    const [a, b] = [up.slice(0, hidden), down.map((row) => row.slice(0, hidden))];
    const h = product(x, transposed(a));
    const logits = product(h, transposed(b));
    const { weight, temperature: t } = distill;
    let dz = combined(softmax(logits, 1), y, (p, target) => (p - target) / BATCH);
    if (teacher) {
      const soft = combined(softmax(logits, t), softmax(teacher, t), (p, q) => (t * (p - q)) / BATCH);
      dz = combined(dz, soft, (labels, taught) => (1 - weight) * labels + weight * taught);
    }
    return { logits, up: product(transposed(product(dz, b)), x), down: product(transposed(dz), h) };
  }

  test('adds the gradients of the largest and of a taught sub-network, each to its own slices', async () => {
    const batch = { inputs: [Float32Array.from(x.flat())], targets: Float32Array.from(y.flat()) };
    const networks = [stepNetwork(6, false), stepNetwork(4, true), stepNetwork(2, true)];
    await accumulateGradients({ state, seed: 1, share: 0 }, networks, batch, 0, true);
    optimizerStep(state, sgd, 1, sgd.rate);

    const largest = gradientsOf(6);
    const all = [largest, gradientsOf(4, largest.logits), gradientsOf(2, largest.logits)];
    const moved = (weights: Matrix, name: 'up' | 'down'): number[] =>
      weights.flatMap((row, i) =>
        row.map((weight, j) => weight - sgd.rate * all.reduce((sum, each) => sum + (each[name][i]?.[j] ?? 0), 0)),
      );
    const weightsAfter = (path: string): number[] => Array.from(state.view('weights', state.tensors.get(path)!));
    const outAfter = weightsAfter('out.weight');
    const asWritten =
      layout[0] === 1 ? down.flatMap((row, i) => row.map((_, j) => outAfter[j * CLASSES + i]!)) : outAfter;
    moved(up, 'up').forEach((expected, i) => {
      expect(weightsAfter('in.weight')[i]).toBeCloseTo(expected, 5);
    });
    moved(down, 'down').forEach((expected, i) => {
      expect(asWritten[i]).toBeCloseTo(expected, 5);
    });
  });
});
