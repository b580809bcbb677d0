/**
 * A front of 10,000 evaluated sub-networks, and as many of the control, in headless Chromium without a GPU:
 * frames a second while zooming and while the pointer moves over the points; then 20 evaluations a second on top of them
 * while a person walks along the front by key, with the longest frame and the time from a key to what it paints.
 *
 *     npm run build && node test/bench/front.ts [--points 10000]
 */
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import type { RunEvent } from '../../runtime/run/events.ts';
import { launchChromium } from '../e2e/harness/chromium.ts';
import { openFront } from '../e2e/harness/front-page.ts';
import { generatedRun } from '../extension/generated-run.ts';

const { values } = parseArgs({ options: { points: { type: 'string', default: '10000' } } });
const points = Number(values.points);
const fresh = 200;
const { run, events } = generatedRun(1, points + fresh);
const isSearch = (one: RunEvent) => one.event === 'evaluation' && one.source === 'search' && one.epoch >= run.epochs;
/** The first event of the evaluations that are told live. */
const live = events.indexOf(events.filter(isSearch)[points]!);
const browser = await launchChromium();

const finished = await openFront(browser, { width: 1600, height: 1000, run, events, theme: 'dark' });
const tab = (page: Page) => page.locator('.tabs button').nth(1);
print('zooming, front listed', await frames(finished.page, wheel));
print('pointer over the points', await frames(finished.page, hover));
await tab(finished.page).click();
print('zooming, all listed', await frames(finished.page, wheel));
await finished.page.close();

const growing = await openFront(browser, {
  width: 1600,
  height: 1000,
  run,
  events: events.slice(0, live),
  theme: 'dark',
});
for (const listed of ['front', 'all']) {
  if (listed === 'all') await tab(growing.page).click();
  await growing.page.locator('.plot').focus();
  const start = listed === 'front' ? live : live + fresh / 2;
  const told = events
    .slice(start)
    .filter(isSearch)
    .slice(0, fresh / 2);
  const watched = growing.page.evaluate<{ gaps: number[]; inputs: number[] }>(`(${watch})(${fresh * 25})`);
  for (const [i, event] of told.entries()) {
    const next = new Promise((resolve) => setTimeout(resolve, 50));
    await growing.tell({ kind: 'events', events: [event] });
    if (i % 4 === 0) await growing.page.keyboard.press(i % 8 === 0 ? 'ArrowRight' : 'ArrowLeft');
    await next;
  }
  const { gaps, inputs } = await watched;
  print(`20 evaluations a second, ${listed} listed`, gaps);
  console.log(
    `  key to paint: median ${quantile(inputs, 0.5)} ms, slowest ${quantile(inputs, 1)} ms of ${inputs.length}`,
  );
}
await browser.close();

/** Gaps between frames in milliseconds, while something is done once a frame. */
function frames(page: Page, act: (at: number) => void): Promise<number[]> {
  return page.evaluate(`new Promise((resolve) => {
    const act = ${act};
    const times = [];
    const frame = (time) => {
      times.push(time);
      if (times.length > 121) return resolve(times.slice(2).map((at, i) => at - times[i + 1]));
      act(times.length);
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  })`);
}

// These run in the page.
declare const document: {
  querySelector(selector: string): { getBoundingClientRect(): DOMRectLike; dispatchEvent(e: unknown): void };
};
declare const WheelEvent: new (kind: string, given: object) => unknown;
declare const PointerEvent: typeof WheelEvent;
declare const PerformanceObserver: new (
  tell: (list: { getEntries(): { name: string; duration: number }[] }) => void,
) => {
  observe(given: object): void;
};
declare const requestAnimationFrame: (next: (time: number) => void) => void;
interface DOMRectLike {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** In for a second, out for a second. */
function wheel(at: number): void {
  const overlay = document.querySelector('.plot > svg');
  const { left, top, width, height } = overlay.getBoundingClientRect();
  const place = { clientX: left + width / 3, clientY: top + height / 3, bubbles: true, cancelable: true };
  overlay.dispatchEvent(new WheelEvent('wheel', { ...place, deltaY: at % 120 < 60 ? -40 : 40 }));
}

function hover(at: number): void {
  const overlay = document.querySelector('.plot > svg');
  const { left, top, width, height } = overlay.getBoundingClientRect();
  const place = { clientX: left + (width * (at % 60)) / 60, clientY: top + height / 2, bubbles: true };
  overlay.dispatchEvent(new PointerEvent('pointermove', place));
}

function watch(milliseconds: number): Promise<{ gaps: number[]; inputs: number[] }> {
  const gaps: number[] = [];
  const inputs: number[] = [];
  new PerformanceObserver((list) => {
    for (const { name, duration } of list.getEntries()) if (name === 'keydown') inputs.push(duration);
  }).observe({ type: 'event', durationThreshold: 16 });
  return new Promise((resolve) => {
    let before: number | undefined;
    let first: number | undefined;
    const frame = (time: number) => {
      if (before !== undefined) gaps.push(time - before);
      before = time;
      first ??= time;
      if (time - first > milliseconds) resolve({ gaps, inputs });
      else requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
}

function print(what: string, gaps: readonly number[]): void {
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  const longest = Math.round(quantile(gaps, 1));
  console.log(
    `${what}: ${(1000 / mean).toFixed(1)} frames a second, p95 ${Math.round(quantile(gaps, 0.95))} ms, longest ${longest} ms`,
  );
}

function quantile(numbers: readonly number[], share: number): number {
  return [...numbers].sort((a, b) => a - b)[Math.max(0, Math.ceil(share * numbers.length) - 1)] ?? 0;
}
