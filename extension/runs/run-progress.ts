import type { RunEvent } from '../../runtime/run/events.ts';

/** How far a run is, from its journal alone. */
export interface RunProgress {
  /** What the journal says last of the run itself; undefined while it works, or where it broke off without a word. */
  readonly ending: 'finished' | 'failed' | 'interrupted' | undefined;
  /** Why it failed. */
  readonly reason: string | undefined;
  readonly phase: string | undefined;
  readonly epoch: number;
  readonly epochs: number;
  /** Evaluations of the search since its last epoch began, and how many it will make there. */
  readonly evaluations: number;
  readonly budget: number;
  /** Members of the newest front. */
  readonly front: number;
  /** Time of the last event, in milliseconds since 1970. */
  readonly latest: number;
}

export const noProgress: RunProgress = {
  ending: undefined,
  reason: undefined,
  phase: undefined,
  epoch: 0,
  epochs: 0,
  evaluations: 0,
  budget: 0,
  front: 0,
  latest: 0,
};

/** The progress after another event. */
export function progressed(before: RunProgress, event: RunEvent): RunProgress {
  const now = { ...before, latest: Date.parse(event.time) };
  switch (event.event) {
    case 'started':
    case 'resumed':
      return { ...now, ending: undefined, reason: undefined };
    case 'phase':
      return { ...now, phase: event.phase };
    case 'epoch':
      return { ...now, epoch: event.epoch, epochs: event.epochs, evaluations: 0, budget: 0 };
    case 'evaluation':
      return event.source === 'search' ? { ...now, evaluations: before.evaluations + 1 } : now;
    case 'round':
      return event.source === 'search' ? { ...now, budget: event.budget, front: event.front.length } : now;
    case 'failed':
      return { ...now, ending: 'failed', reason: event.message };
    case 'interrupted':
    case 'finished':
      return { ...now, ending: event.event };
    default:
      return now;
  }
}

export type RunStanding = 'live' | 'paused' | 'finished' | 'failed';

/**
 * A run whose process is gone without a word can be resumed like one that was paused; one that failed lives as soon as a
 * process works on it, before the journal says so.
 */
export function standingOf({ ending }: RunProgress, isAlive: boolean): RunStanding {
  if (ending === 'finished') return 'finished';
  if (isAlive) return 'live';
  return ending === 'failed' ? 'failed' : 'paused';
}

/** In a few words: `epoch 3 of 12`, `140 of 250`, `front of 14`. */
export function describeProgress(progress: RunProgress, standing: RunStanding): string {
  const { phase, epoch, epochs, evaluations, budget, front } = progress;
  if (standing === 'finished') return `front of ${front}`;
  if (phase === 'control') return 'random control';
  if (phase === 'test') return 'last measurement';
  if (phase === 'finetune') return epochs === 0 ? 'fine-tuning' : `epoch ${Math.min(epoch + 1, epochs)} of ${epochs}`;
  if (budget > 0) return `${Math.min(evaluations, budget)} of ${budget}`;
  return phase === 'search' ? `${evaluations} evaluated` : 'starting';
}
