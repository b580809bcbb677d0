import { describe, expect, test } from 'vitest';
import { Forecast } from '../../../runtime/cli/forecast.ts';
import type { RunEvent, RunEventBody } from '../../../runtime/run/events.ts';

const at = (seconds: number, body: RunEventBody): RunEvent => ({
  time: new Date(seconds * 1000).toISOString(),
  ...body,
});
const step = (seconds: number, done: number): RunEvent =>
  at(seconds, { event: 'step', step: done, steps: 100, epoch: done / 50, loss: 1, sampledLoss: 1, rate: 0.1 });
const evaluation = (seconds: number, id: number): RunEvent =>
  at(seconds, { event: 'evaluation', id, source: 'search', epoch: 2, config: {}, metrics: {} });
const plan = { folder: 'run', steps: 100, epochs: 2, evaluations: 10 };

describe('how long a run will take', () => {
  test('is told from the paces of steps and evaluations', () => {
    const forecast = new Forecast();
    forecast.planned(plan, []);
    forecast.happened(at(0, { event: 'started', process: 1 }));
    expect(forecast.secondsLeft).toBeUndefined();
    forecast.happened(step(10, 20));
    expect(forecast.secondsLeft).toBeCloseTo(40);
    forecast.happened(step(50, 100));
    forecast.happened(evaluation(52, 1));
    expect(forecast.secondsLeft).toBeCloseTo(18);
    expect(forecast.share).toBeCloseTo(52 / 70);
  });

  test('counts what an earlier process did, and not the time between', () => {
    const forecast = new Forecast();
    forecast.planned(plan, [at(0, { event: 'started', process: 1 }), step(10, 20), step(20, 40)]);
    forecast.happened(at(5000, { event: 'resumed', process: 2, step: 30 }));
    forecast.happened(step(5005, 40));
    expect(forecast.secondsLeft).toBeCloseTo(30);
  });

  test('is a share that never goes back', () => {
    const forecast = new Forecast();
    forecast.planned(plan, []);
    forecast.happened(at(0, { event: 'started', process: 1 }));
    const shares: number[] = [];
    for (let done = 1; done <= 10; done += 1) {
      forecast.happened(step(done * done, done * 10));
      shares.push(forecast.share);
    }
    for (let id = 1; id <= 10; id += 1) {
      forecast.happened(evaluation(100 + id * id * 3, id));
      shares.push(forecast.share);
    }
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares.at(-1)).toBe(1);
  });
});
