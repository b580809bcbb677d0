import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { randomStream } from '../../../runtime/random.ts';
import type { Evaluation, RunEvent } from '../../../runtime/run/events.ts';
import { buildLithe, lithe, startLithe } from './lithe.ts';
import { writeTinySearch } from './tiny-search.ts';

const KILLS = 20;
let removeBundle: () => void;
beforeAll(async () => {
  removeBundle = await buildLithe();
});
afterAll(() => removeBundle());

/** The whole lines of a journal, as a reader that knows nothing of the code would take them. */
function linesOf(run: string): string[] {
  const file = join(run, 'journal.jsonl');
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(0, -1) : [];
}

const eventsOf = (run: string): RunEvent[] => linesOf(run).map((line) => JSON.parse(line) as RunEvent);

function evaluationsOf(run: string): Evaluation[] {
  return eventsOf(run).filter((event): event is RunEvent & Evaluation => event.event === 'evaluation');
}

const withoutTime = (event: Evaluation): object => ({ ...event, time: undefined });

/** The one folder among the runs, once the process has made it. */
const runIn = (runs: string): string | undefined => {
  const [name] = existsSync(runs) ? readdirSync(runs).filter((entry) => !entry.startsWith('.')) : [];
  return name === undefined ? undefined : join(runs, name);
};

function filesOf(run: string): string[] {
  return readdirSync(run, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath.slice(run.length), entry.name).replace(/^\//, ''))
    .sort();
}

describe('a run killed at 20 random moments', () => {
  test('is resumed to what an uninterrupted run gives, with every evaluation made once', {
    timeout: 300_000,
  }, async () => {
    const file = writeTinySearch();
    const whole = join(dirname(file), 'whole');
    const undisturbed = lithe('run', file, '--runs', whole);
    expect((await undisturbed).stderr).toContain('finished');

    const runs = join(dirname(file), 'killed');
    const random = randomStream(11, 'kills');
    let kills = 0;
    while (kills < KILLS) {
      const run = runIn(runs);
      const before = run === undefined ? [] : linesOf(run);
      const child = run === undefined ? startLithe('run', file, '--runs', runs) : startLithe('resume', run);
      // A moment is some entries of the journal later, and a little: anywhere in the work, at the start too.
      const entries = random.below(11);
      const deadline = Date.now() + 60_000;
      while (child.exitCode === null && Date.now() < deadline) {
        const now = runIn(runs);
        if (now !== undefined && linesOf(now).length >= before.length + entries) break;
        await wait(1);
      }
      await wait(random.below(25));
      child.kill('SIGKILL');
      const { code, stderr } = await child.ended;
      expect(code, stderr).not.toBe(1);
      if (code === 0) break;
      kills += 1;
      const after = linesOf(runIn(runs) ?? '');
      expect(after.slice(0, before.length)).toEqual(before);
    }
    expect(kills, 'the run ended before it was killed often enough').toBe(KILLS);

    const run = runIn(runs)!;
    const held = linesOf(run);
    const { code, stdout, stderr } = await lithe('resume', run);
    expect([code, stdout.trim()], stderr).toEqual([0, run]);
    expect(linesOf(run).slice(0, held.length)).toEqual(held);

    const evaluations = evaluationsOf(run);
    const asked = evaluations.map(({ source, epoch, config }) => JSON.stringify([source, epoch, config]));
    expect(new Set(asked).size).toBe(asked.length);
    expect(evaluations.map(({ id }) => id)).toEqual(evaluations.map((_, index) => index + 1));
    // Two rounds of 4 between three epochs, 40 at the end, as many random ones as both, and the two ends.
    expect(evaluations).toHaveLength(2 * 4 + 40 + 48 + 2);

    const other = runIn(whole)!;
    expect(evaluations.map(withoutTime)).toEqual(evaluationsOf(other).map(withoutTime));
    expect(readFileSync(join(run, 'front.csv'), 'utf8')).toBe(readFileSync(join(other, 'front.csv'), 'utf8'));
    expect(eventsOf(run).at(-1)).toMatchObject({ event: 'finished' });
    expect(filesOf(run)).toEqual(filesOf(other));
    expect(readdirSync(runs)).toHaveLength(1);
  });
});

describe('a run that is asked to stop', () => {
  test('exits 130, says so in its journal, and goes on from there', { timeout: 120_000 }, async () => {
    const file = writeTinySearch();
    const runs = join(dirname(file), 'runs');
    const child = startLithe('run', file, '--runs', runs);
    while (child.exitCode === null && linesOf(runIn(runs) ?? '').length < 6) await wait(5);
    child.kill('SIGINT');
    const { code, stderr, stdout } = await child.ended;
    expect(code).toBe(130);
    const run = runIn(runs)!;
    expect(stderr).toContain(`lithe resume ${run}`);
    expect(stdout.trim()).toBe(run);
    expect(eventsOf(run).at(-1)).toMatchObject({ event: 'interrupted' });
    expect((await lithe('resume', run)).code).toBe(0);
    expect(eventsOf(run).at(-1)).toMatchObject({ event: 'finished' });
    const journal = linesOf(run);
    expect((await lithe('resume', run)).code).toBe(0);
    expect(linesOf(run)).toEqual(journal);
  });

  test('can be concluded with the front that it has, once it has one on the final weights', {
    timeout: 120_000,
  }, async () => {
    const file = writeTinySearch();
    const runs = join(dirname(file), 'runs');
    const stopAfter = async (isReached: (run: string) => boolean, child: ReturnType<typeof startLithe>) => {
      while (child.exitCode === null && !isReached(runIn(runs) ?? '')) await wait(5);
      child.kill('SIGINT');
      expect((await child.ended).code).toBe(130);
      return runIn(runs)!;
    };
    const run = await stopAfter((run) => linesOf(run).length > 6, startLithe('run', file, '--runs', runs));
    const refused = await lithe('resume', run, '--conclude');
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('nothing on its final weights yet');

    const found = () => evaluationsOf(run).filter(({ source, epoch }) => source === 'search' && epoch === 3);
    await stopAfter(() => found().length > 5, startLithe('resume', run));
    const before = evaluationsOf(run);
    expect((await lithe('resume', run, '--conclude')).code).toBe(0);
    expect(evaluationsOf(run)).toEqual(before);
    expect(eventsOf(run).at(-1)).toMatchObject({ event: 'finished' });
    expect(eventsOf(run).some(({ event }) => event === 'test')).toBe(true);
    expect(existsSync(join(run, 'front.csv'))).toBe(true);
  });
});
