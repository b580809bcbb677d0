import { describe, expect, it } from 'vitest';
import { emptyHistory, type RunHistory, record } from '../../../extension/webview/run/history.ts';
import { isUsed, layersOf } from '../../../extension/webview/run/layers.ts';
import { metricsOf, scaleFor } from '../../../extension/webview/run/metric.ts';
import { progressOf } from '../../../extension/webview/run/progress.ts';
import { viewOf } from '../../../extension/webview/run/view.ts';
import { countWithError, difference, withUnit } from '../../../extension/webview/text/figures.ts';
import { spoken, spokenProgress, stateWords } from '../../../extension/webview/text/words.ts';
import type { RunEvent } from '../../../runtime/run/events.ts';
import { generatedRun } from '../generated-run.ts';

const { run, events } = generatedRun();

/** The view after the events up to and including the n-th that fulfils the condition. */
function viewAfter(n: number, wanted: (event: RunEvent) => boolean) {
  const history: RunHistory = emptyHistory();
  let seen = 0;
  for (const event of events) {
    record(history, event, run.epochs);
    if (wanted(event) && ++seen === n) break;
  }
  const view = viewOf(run, history);
  return { view, progress: progressOf(view, history.latest, true) };
}
const searchOn = (epoch: number) => (event: RunEvent) =>
  event.event === 'evaluation' && event.source === 'search' && event.epoch === epoch;

describe('the view of a run', () => {
  it('shows the newest weights alone, and fronts of earlier ones behind them', () => {
    const { view } = viewAfter(3, searchOn(4));
    expect(view.networks.map(({ epoch }) => epoch)).toEqual([4, 4, 4]);
    expect(view.earlier).toHaveLength(3);
    expect(view.front.length).toBeGreaterThan(0);
    const macs = view.front.map(({ metrics }) => metrics.macs!);
    expect(macs).toEqual([...macs].sort((a, b) => a - b));
  });

  it('agrees with the fronts that the run itself reports', () => {
    const { view } = viewAfter(1, ({ event }) => event === 'finished');
    const reported = view.history.rounds.filter(({ source }) => source === 'search').at(-1)!.front;
    expect(view.front.map(({ id }) => id).sort((a, b) => a - b)).toEqual([...reported].sort((a, b) => a - b));
    expect(view.control.length).toBe(run.evaluations);
    expect(view.largest!.metrics.macs).toBeGreaterThan(view.smallest!.metrics.macs!);
  });

  it('names its state', () => {
    expect(stateWords(...pair(viewAfter(1, ({ event }) => event === 'started')))).toBe('Starting');
    expect(stateWords(...pair(viewAfter(14, ({ event }) => event === 'step')))).toBe('Fine-tuning, epoch 2 of 12');
    expect(stateWords(...pair(viewAfter(140, searchOn(12))))).toBe('Searching, 140 of 250');
    expect(stateWords(...pair(viewAfter(1, ({ event }) => event === 'finished')))).toBe('Finished');
  });

  it('takes a run whose process is gone for interrupted', () => {
    const { view } = viewAfter(20, ({ event }) => event === 'step');
    const progress = progressOf(view, view.history.latest, false);
    expect(progress.state).toBe('interrupted');
    expect(stateWords(view, progress)).toMatch(/^Interrupted in epoch 2 of 12$/);
  });

  it('expects the time that is left', () => {
    const { view, progress } = viewAfter(125, searchOn(12));
    const end = Date.parse(events.at(-1)!.time);
    const left = end - view.history.latest;
    expect(progress.remaining! / left).toBeGreaterThan(0.6);
    expect(progress.remaining! / left).toBeLessThan(1.4);
    expect(viewAfter(3, ({ event }) => event === 'step').progress.remaining).toBeUndefined();
  });

  it('forgets steps that a resumed run repeats', () => {
    const { view } = viewAfter(30, ({ event }) => event === 'step');
    const time = new Date(view.history.latest).toISOString();
    record(view.history, { time, event: 'resumed', process: 2, step: 110 }, run.epochs);
    expect(view.history.losses.at(-1)!.step).toBe(110);
  });
});

describe('words', () => {
  const { view, progress } = viewAfter(1, ({ event }) => event === 'finished');

  it('give a count with its standard error', () => {
    expect(countWithError(789, 872)).toBe('789 of 872, ±1.0\u202fpt');
  });

  it('give differences in points and percent, with a true minus', () => {
    const [accuracy, macs] = view.metrics;
    expect(difference(macs!, view.smallest!, view.largest!)).toMatch(/^\u2212\d+\u202f%$/);
    expect(difference(accuracy!, view.smallest!, view.largest!)).toMatch(/^\u2212\d+\.\d\u202fpt$/);
    expect(difference(macs!, view.largest!, view.largest!)).toBe('same');
  });

  it('are made for listening, too', () => {
    expect(spoken(view, view.knee!)).toMatch(/^#\d+, front, knee: [\d.]+ percent, .* MACs, .* against the largest\.$/);
    expect(spokenProgress(view, progress)).toMatch(/^Finished, \d+ on the front, hypervolume 0\.\d{3}\.$/);
  });

  it('choose units as the field does', () => {
    expect(scaleFor(698e6, '')).toEqual({ factor: 1e9, unit: 'G', decimals: 3 });
    expect(scaleFor(18.5e6, '')).toEqual({ factor: 1e6, unit: 'M', decimals: 1 });
    expect(scaleFor(690_000, 'B')).toEqual({ factor: 1e3, unit: 'kB', decimals: 0 });
    const macs = metricsOf(new Map(Object.entries(view.largest!.metrics)), run.objectives).find(
      ({ key }) => key === 'macs',
    )!;
    expect(withUnit(macs, view.largest!)).toMatch(/^\d\.\d\d\u202fM$/);
  });
});

describe('layers', () => {
  it('are the copies of the repeats in the decisions’ paths', () => {
    const { groups, single, marked } = layersOf(run.decisions);
    expect(single.map(({ path }) => path)).toEqual(['depth']);
    expect(marked, 'the feet show the depth').toEqual([]);
    expect(groups.map(({ path, names, copies }) => ({ path, names, copies }))).toEqual([
      { path: 'layer', names: ['heads', 'hidden'], copies: 5 },
    ]);
    expect(isUsed({ depth: 2, 'layer[0].heads': 1 }, groups[0]!, 0)).toBe(true);
    expect(isUsed({ depth: 2, 'layer[0].heads': 1 }, groups[0]!, 2)).toBe(false);
  });

  it('leave to marks what the copies in use do not show', () => {
    const { marked } = layersOf([
      { path: 'depth', values: [1, 2] },
      { path: 'layer[0].heads', values: [1, 2] },
      { path: 'layer[1].heads', values: [1, 2] },
      { path: 'width', values: [1, 64] },
      { path: 'pool', values: ['max', 'mean'] },
    ]);
    expect(marked.map(({ path }) => path)).toEqual(['width', 'pool']);
  });

  it('go by the last repeat of a path', () => {
    const { groups } = layersOf([
      { path: 'stage[1].unit[0].kernel', values: [3, 5] },
      { path: 'stage[1].unit[1].kernel', values: [3, 5] },
      { path: 'stage[0].width', values: [8, 16] },
    ]);
    expect(groups.map(({ path, copies }) => [path, copies])).toEqual([
      ['stage[1].unit', 2],
      ['stage', 1],
    ]);
  });
});

function pair<View, Progress>(both: { view: View; progress: Progress }): [View, Progress] {
  return [both.view, both.progress];
}
