import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LatencyAnswer } from '../../extension/front/messages.ts';
import { generatedRun } from '../extension/generated-run.ts';
import { launchChromium } from './harness/chromium.ts';
import { type OpenFront, openFront, themeClasses } from './harness/front-page.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const { run, events } = generatedRun();
const time = events.at(-1)!.time;
/** The states of the page that look different. */
const states = {
  finished: events,
  empty: events.slice(0, 20),
  searching: events.slice(0, events.findIndex(({ event }) => event === 'finished') - 300),
  failed: [...events.slice(0, 260), { time, event: 'failed', message: 'The loss became NaN at step 276.' } as const],
};
const limits = [{ text: 'macs <= 2.4M', metric: 'macs', side: 'most', value: 2.4e6 }] as const;
const latencies = [
  undefined,
  { median: 0.0004, quartiles: [0.0003, 0.0005], threads: 2, device: 'cpu', runs: 900 },
  { problem: 'The device is not there.' },
] as const;
const themes = Object.keys(themeClasses) as (keyof typeof themeClasses)[];
let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());

/** Rules that were broken and where, for all that axe holds for moderate and worse. */
async function findings(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const { violations } = await page.evaluate<AxeResults>(`axe.run(document, { resultTypes: ['violations'] })`);
  return violations.flatMap(({ id, impact, nodes }) =>
    impact === 'minor' ? [] : nodes.map(({ target, any }) => `${impact} ${id} ${target} ${any[0]?.message ?? ''}`),
  );
}

/** A sub-network without every layer, a hidden cloud, another run beside it, a card under the pointer, a filter that is none. */
async function lookAround({ page, tell }: OpenFront): Promise<void> {
  await page.locator('.plot').focus();
  await page.keyboard.press('Home');
  await page.locator('.legend button').first().click();
  await tell({ kind: 'compared', run: { ...run, folder: '/generated/other' }, events });
  await page.locator('.filter').fill('no_such > 1');
  await page.locator('circle.chosen').hover({ force: true });
}

/** What an audit finds beside a latency that was measured, is being measured or was not. */
async function withLatency({ page, tell }: OpenFront, answer: LatencyAnswer | undefined): Promise<string[]> {
  await page.locator('.plot').focus();
  await page.keyboard.press('End');
  await page.keyboard.press('m');
  const id = Number(/\d+/.exec((await page.locator('.detail h2').textContent()) ?? '')?.[0]);
  if (answer) await tell({ kind: 'latency', id, answer });
  await page.locator('.detail .pairs', { hasText: 'Latency' }).waitFor();
  return findings(page);
}

describe.each(themes)('an audit in the theme %s', (theme) => {
  test.each(Object.keys(states) as (keyof typeof states)[])('finds nothing while the run is %s', async (state) => {
    const front = await openFront(browser, { width: 1400, run: { ...run, limits }, events: states[state], theme });
    const { page } = front;
    if (state === 'finished') await lookAround(front);
    expect(await findings(page)).toEqual([]);
    if (state === 'finished') for (const answer of latencies) expect(await withLatency(front, answer)).toEqual([]);
    await page.close();
  });
});

test.each([1000, 420])('an audit finds nothing %i pixels wide', async (width) => {
  const { page } = await openFront(browser, { width, run, events, theme: 'dark' });
  expect(await findings(page)).toEqual([]);
  await page.close();
});
