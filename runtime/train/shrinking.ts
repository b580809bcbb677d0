import type { Finetune } from '../../language/index.ts';

/** Decisions that open at a step of progressive shrinking, which is counted from 0. */
export interface Opened {
  readonly step: number;
  /** The decisions' own names. */
  readonly decisions: readonly string[];
}

/** What opens out of `steps` steps, the earliest first: all of it before the last step is over. */
export function openings({ shrink = [] }: Finetune, steps: number): Opened[] {
  const at = new Map<number, string[]>();
  for (const { name, from } of shrink) {
    const step = Math.max(0, Math.min(steps - 1, Math.round(from * steps)));
    at.set(step, [...(at.get(step) ?? []), name]);
  }
  return [...at].map(([step, decisions]) => ({ step, decisions }));
}

/** Names of the decisions that are still at their largest in a step. */
export function closedAt(finetune: Finetune, step: number, steps: number): ReadonlySet<string> {
  return new Set(openings(finetune, steps).flatMap((opened) => (opened.step > step ? opened.decisions : [])));
}
