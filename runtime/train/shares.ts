import type { Network } from '../../language/index.ts';
import type { LoadedDataset } from '../data/samples.ts';
import { createEngine, type Engine } from './engine.ts';
import type { EngineJob } from './protocol.ts';
import type { TrainingState } from './state.ts';
import type { StepLosses } from './step.ts';

/**
 * A step in two halves: each worker takes half of the batch on half of the threads, from the same weights, and the
 * gradients are added. Small operators gain nothing from a second thread, and every operator waits for the slower
 * of its threads; two halves meet once in a step.
 */
export const MOST_SHARES = 2;

/** Weights beyond which the exchange takes longer than halves save, and another copy of them a lot of memory. */
const MOST_EXCHANGED = 8e6;

/**
 * In how many shares a batch is taken: one where there is but one thread, where the halves would be unequal, where a batch
 * norm needs the statistics of the whole batch, and where the weights are many: they and their gradients are copied in
 * every step, and large products use two threads well.
 */
export function sharesOf(largest: Network, weights: number, batch: number, threads: number): number {
  const whole = largest.operators.some(({ operator }) => operator === 'batchnorm') || weights > MOST_EXCHANGED;
  return !whole && threads >= MOST_SHARES && batch % MOST_SHARES === 0 ? MOST_SHARES : 1;
}

/** The worker that computes the other share. */
export interface OtherShare {
  /** Starts on its share of a step with the present weights; `join` waits for it and adds its gradients. */
  start(step: number): { join(): Promise<StepLosses> };
}

export async function createOtherShare(
  job: EngineJob,
  threads: number,
  state: TrainingState,
  data: LoadedDataset,
): Promise<OtherShare> {
  // Weights come with every step.
  const { weights: _, ...own } = job;
  const engine: Engine = await createEngine({ ...own, threads, share: 1, data });
  const weights = shared(state.weights.length);
  const gradients = shared(state.gradients.length);
  return {
    start(step) {
      weights.set(state.weights);
      const losses = engine.accumulate(step, weights, gradients);
      return {
        async join() {
          const answer = await losses;
          state.addGradients(gradients);
          return answer;
        },
      };
    },
  };
}

/** Numbers that both workers see. ONNX Runtime refuses such memory, so each copies them to and from its own state. */
function shared(count: number): Float32Array {
  return new Float32Array(new SharedArrayBuffer(4 * count));
}
