import type { Finetune } from '../../language/index.ts';
import type { Kernels } from './kernels.ts';
import type { Moments, Region, TrainingState } from './state.ts';

type Settings = Finetune['optimizer'];

/** How many moments of each weight an optimizer keeps. */
export function momentsOf(settings: Settings): Moments {
  return settings.kind === 'adamw' ? 2 : 1;
}

/**
 * One step of the optimizer over all trained weights, with the gradients that the state holds.
 * `step` counts from 1 (bias correction); `rate` is the schedule's. Norms, biases and embeddings of position
 * are not decayed: they lie in a stretch of their own.
 */
export function optimizerStep(state: TrainingState, settings: Settings, step: number, rate: number): void {
  const { decayed, undecayed } = state.stretches;
  update(state.kernels, state, decayed, settings, step, rate, settings.decay);
  update(state.kernels, state, undecayed, settings, step, rate, 0);
}

/**
 * Scales all gradients down to a Euclidean norm of `most` where theirs is larger (Pascanu et al. 2013); gives theirs.
 */
export function clipGradients({ kernels, offsets, gradients }: TrainingState, most: number): number {
  if (gradients.length === 0) return 0;
  const norm = Math.sqrt(kernels.squares(offsets.gradients, gradients.length));
  if (norm > most) kernels.scale(offsets.gradients, gradients.length, most / norm);
  return norm;
}

/** The average starts as the weights that training starts with, buffers included, which training never changes. */
export function startAverage(state: TrainingState): void {
  for (const tensor of state.tensors.values()) state.view('average', tensor).set(state.view('weights', tensor));
}

/**
 * Moves the average towards the weights of `step`, which counts from 1. A decay of at most step / (9 + step) makes it
 * forget the start while there is little to average.
 */
export function updateAverage({ kernels, offsets, gradients }: TrainingState, decay: number, step: number): void {
  if (gradients.length === 0) return;
  kernels.blend(offsets.average, offsets.weights, gradients.length, averageShare(decay, step));
}

/** Share of the average's way to the weights that a step goes. */
export function averageShare(decay: number, step: number): number {
  return 1 - Math.min(decay, step / (9 + step));
}

function update(
  kernels: Kernels,
  { offsets }: TrainingState,
  stretch: Region,
  settings: Settings,
  step: number,
  rate: number,
  decay: number,
): void {
  if (stretch.count === 0) return;
  const at = (base: number): number => base + 4 * stretch.start;
  if (settings.kind === 'sgd') {
    const { weights, gradients, first } = offsets;
    kernels.sgd(at(weights), at(gradients), at(first), stretch.count, settings.momentum, decay, rate);
    return;
  }
  const { beta1, beta2 } = settings;
  const factors = adamwFactors({ ...settings, decay }, step, rate);
  kernels.adamw(
    at(offsets.weights),
    at(offsets.gradients),
    at(offsets.first),
    at(offsets.second),
    stretch.count,
    1 - beta1,
    1 - beta2,
    factors.rate,
    factors.epsilon,
    factors.keep,
  );
}

/** Both bias corrections at once, in the rate and in epsilon (Kingma and Ba 2015, section 2), and what decay leaves of a weight. */
export function adamwFactors(
  { beta1, beta2, epsilon, decay }: Extract<Settings, { kind: 'adamw' }>,
  step: number,
  rate: number,
): { readonly rate: number; readonly epsilon: number; readonly keep: number } {
  const second = Math.sqrt(1 - beta2 ** step);
  return { rate: (rate * second) / (1 - beta1 ** step), epsilon: epsilon * second, keep: 1 - rate * decay };
}
