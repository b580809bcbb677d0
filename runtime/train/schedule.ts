import type { Finetune } from '../../language/index.ts';

/**
 * Learning rate of a step (from 0) out of `steps`: rises in equal parts to `rate` over the warm-up, reaching it with
 * its last step, then stays (constant), or falls to 0 in a straight line or along half a cosine (Loshchilov and
 * Hutter 2017), which it would reach with the step after the last.
 */
export function learningRate(schedule: Finetune['schedule'], rate: number, step: number, steps: number): number {
  const warmup = Math.round(schedule.warmup * steps);
  if (step < warmup) return (rate * (step + 1)) / warmup;
  const progress = (step - warmup) / (steps - warmup);
  switch (schedule.kind) {
    case 'constant':
      return rate;
    case 'linear':
      return rate * (1 - progress);
    case 'cosine':
      return (rate * (1 + Math.cos(Math.PI * progress))) / 2;
  }
}
