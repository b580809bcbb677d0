import { describe, expect, it } from 'vitest';
import { describeProgress, noProgress, progressed, standingOf } from '../../extension/runs/run-progress.ts';
import type { RunEventBody } from '../../runtime/run/events.ts';

function progressAfter(...events: readonly RunEventBody[]) {
  return events.reduce(
    (progress, event) => progressed(progress, { time: '2026-11-22T20:00:00Z', ...event }),
    noProgress,
  );
}

const started = { event: 'started', process: 1 } as const;
const finetune = { event: 'phase', phase: 'finetune' } as const;
const epoch = {
  event: 'epoch',
  epoch: 2,
  epochs: 12,
  loss: 1,
  metric: 'accuracy',
  largest: 0.9,
  smallest: 0.8,
} as const;
const search = { event: 'phase', phase: 'search' } as const;
const evaluation = { event: 'evaluation', id: 1, source: 'search', epoch: 12, config: {}, metrics: {} } as const;
const round = {
  event: 'round',
  source: 'search',
  epoch: 12,
  evaluations: 2,
  budget: 250,
  hypervolume: 0.7,
  front: [1, 2],
} as const;
const finished = { event: 'finished', hypervolume: 0.7, seconds: 60 } as const;

describe('the progress of a run', () => {
  it.each([
    ['starting', [started]],
    ['fine-tuning', [started, finetune]],
    ['epoch 3 of 12', [started, finetune, epoch]],
    ['1 evaluated', [started, finetune, epoch, search, evaluation]],
    ['2 of 250', [started, finetune, epoch, search, evaluation, evaluation, round]],
    ['random control', [started, search, round, { event: 'phase', phase: 'control' } as const]],
  ])('is said as %s', (words, events) => {
    expect(describeProgress(progressAfter(...events), 'live')).toBe(words);
  });

  it('ends with the size of the front', () => {
    const progress = progressAfter(started, search, evaluation, round, finished);
    expect(describeProgress(progress, standingOf(progress, false))).toBe('front of 2');
  });

  it('stands as its journal ends, and as its process lives', () => {
    const working = progressAfter(started, search);
    expect(standingOf(working, true)).toBe('live');
    expect(standingOf(working, false)).toBe('paused');
    const failed = progressAfter(started, { event: 'failed', message: 'no disk' });
    expect([standingOf(failed, false), failed.reason]).toEqual(['failed', 'no disk']);
    expect(standingOf(failed, true)).toBe('live');
    expect(standingOf(progressed(failed, { time: '', event: 'resumed', process: 2, step: 1 }), true)).toBe('live');
  });

  it('counts the evaluations of another epoch anew', () => {
    expect(progressAfter(evaluation, round, epoch).evaluations).toBe(0);
  });
});
