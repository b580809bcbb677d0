import type { Finetune } from '../../language/index.ts';
import { deviceOptimizer } from './device/device-optimizer.ts';
import { clipGradients, optimizerStep, updateAverage } from './optimizer.ts';
import type { TrainingState } from './state.ts';

/** What a step does with the gradients that its batches left: steps count from 1, `rate` is the schedule's. */
export type Update = (step: number, rate: number) => Promise<void>;

/** Clips the gradients, makes the optimizer's step and moves the average, where the state's numbers are. */
export async function updater(state: TrainingState, finetune: Finetune): Promise<Update> {
  if (state.device) return deviceOptimizer(state, state.device, finetune);
  const { optimizer, clip, ema } = finetune;
  return async (step, rate) => {
    if (clip !== undefined) clipGradients(state, clip);
    optimizerStep(state, optimizer, step, rate);
    if (ema !== undefined) updateAverage(state, ema, step);
  };
}
