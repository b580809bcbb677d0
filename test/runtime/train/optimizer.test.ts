import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Finetune, StoredTensor } from '../../../language/index.ts';
import {
  clipGradients,
  momentsOf,
  optimizerStep,
  startAverage,
  updateAverage,
} from '../../../runtime/train/optimizer.ts';
import { createState, type TrainingState } from '../../../runtime/train/state.ts';

const adamw = { kind: 'adamw', rate: 2e-3, decay: 0.05, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const;
const sgd = { kind: 'sgd', rate: 0.1, decay: 5e-4, momentum: 0.9 } as const;

function tensor(path: string, shape: number[], decayed: boolean): StoredTensor {
  const initial = { kind: 'constant', value: 0 } as const;
  return { path, shape, slice: shape.map(() => 'leading'), initial, trained: true, decayed };
}

function stateOf(settings: Finetune['optimizer'], count: number): TrainingState {
  const tensors = [tensor('bias', [5], false), tensor('weight', [count], true), tensor('matrix', [3, 7], true)];
  return createState(tensors, (stored) => stored.shape.map((_, axis) => axis), momentsOf(settings));
}

/** AdamW by Loshchilov and Hutter's algorithm 2 and SGD by PyTorch's documentation, in float64. */
class Reference {
  readonly weights: number[];
  readonly first: number[];
  readonly second: number[];

  constructor(weights: ArrayLike<number>) {
    this.weights = Array.from(weights);
    this.first = this.weights.map(() => 0);
    this.second = this.weights.map(() => 0);
  }

  step(settings: Finetune['optimizer'], gradients: ArrayLike<number>, step: number, decay: number): void {
    for (let i = 0; i < this.weights.length; i++) {
      const gradient = gradients[i]!;
      if (settings.kind === 'sgd') {
        this.first[i] = settings.momentum * this.first[i]! + gradient + decay * this.weights[i]!;
        this.weights[i]! -= settings.rate * this.first[i]!;
      } else {
        const { beta1, beta2, epsilon, rate } = settings;
        this.first[i] = beta1 * this.first[i]! + (1 - beta1) * gradient;
        this.second[i] = beta2 * this.second[i]! + (1 - beta2) * gradient ** 2;
        const first = this.first[i]! / (1 - beta1 ** step);
        const second = this.second[i]! / (1 - beta2 ** step);
        this.weights[i]! -= rate * (first / (Math.sqrt(second) + epsilon) + decay * this.weights[i]!);
      }
    }
  }
}

describe.each([adamw, sgd])('$kind', (settings) => {
  test('follows the algorithm in float64, without decay of what is not decayed', () => {
    const number = fc.double({ min: -2, max: 2, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.array(number, { minLength: 8, maxLength: 8 }), (count, seeds) => {
        const state = stateOf(settings, count);
        const tensors = [...state.tensors.values()];
        const references = tensors.map((each, index) => {
          const weights = state.view('weights', each);
          for (let i = 0; i < weights.length; i++) weights[i] = seeds[(i + index) % 8]!;
          return new Reference(weights);
        });
        for (let step = 1; step <= 5; step++) {
          for (const [index, each] of tensors.entries()) {
            const gradients = state.view('gradients', each);
            for (let i = 0; i < gradients.length; i++) gradients[i] = Math.sin(i + index + step) * seeds[step]!;
            references[index]!.step(settings, gradients, step, each.stored.decayed ? settings.decay : 0);
          }
          optimizerStep(state, settings, step, settings.rate);
        }
        for (const [index, each] of tensors.entries()) {
          state.view('weights', each).forEach((weight, i) => {
            expect(Math.abs(weight - references[index]!.weights[i]!)).toBeLessThan(5e-6);
          });
        }
      }),
      { numRuns: 30 },
    );
  });

  test('leaves weights without gradient and moment as they are, save for decay', () => {
    const state = stateOf({ ...settings, decay: 0 }, 9);
    const weight = state.tensors.get('weight')!;
    state.view('weights', weight).fill(0.7);
    optimizerStep(state, { ...settings, decay: 0 }, 1, settings.rate);
    expect(Array.from(state.view('weights', weight))).toEqual(Array.from(new Float32Array(9).fill(0.7)));
  });
});

describe('clipping', () => {
  test('scales all gradients by one factor to the norm asked for, and leaves smaller ones as they are', () => {
    const number = fc.double({ min: -2, max: 2, noNaN: true });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.array(number, { minLength: 8, maxLength: 8 }),
        fc.double({ min: 0.01, max: 20, noNaN: true }),
        (count, values, most) => {
          const state = stateOf(adamw, count);
          for (const each of state.tensors.values()) {
            const gradients = state.view('gradients', each);
            for (let i = 0; i < gradients.length; i++) gradients[i] = values[(i + each.start) % 8]!;
          }
          const before = Array.from(state.gradients);
          const norm = Math.hypot(...before);
          expect(clipGradients(state, most)).toBeCloseTo(norm, 9);
          const factor = Math.min(1, most / norm);
          state.gradients.forEach((gradient, i) => {
            expect(Math.abs(gradient - factor * before[i]!)).toBeLessThan(1e-6);
          });
        },
      ),
    );
  });
});

describe('the moving average', () => {
  test('follows a <- d a + (1 - d) w with d = min(decay, t / (9 + t)), buffers as they are', () => {
    const buffer: StoredTensor = { ...tensor('mean', [6], false), trained: false };
    const state = createState([tensor('weight', [7], true), buffer], () => [0], 1, true);
    const [weight, mean] = [state.tensors.get('weight')!, state.tensors.get('mean')!];
    state.view('weights', mean).fill(0.25);
    state.view('weights', weight).fill(1);
    startAverage(state);
    let expected = 1;
    for (let step = 1; step <= 200; step++) {
      state.view('weights', weight).fill(Math.cos(step));
      updateAverage(state, 0.9, step);
      const decay = Math.min(0.9, step / (9 + step));
      expected = decay * expected + (1 - decay) * Math.cos(step);
    }
    for (const value of state.view('average', weight)) expect(value).toBeCloseTo(expected, 5);
    expect(Array.from(state.view('average', mean))).toEqual(Array(6).fill(0.25));
    expect(state.view('weights', weight)[0]).toBeCloseTo(Math.cos(200), 6);
  });
});
