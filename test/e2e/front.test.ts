import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { RunEvent } from '../../runtime/run/events.ts';
import { generatedRun } from '../extension/generated-run.ts';
import { launchChromium } from './harness/chromium.ts';
import { type FrontOptions, openFront } from './harness/front-page.ts';

const { run, events } = generatedRun();
let browser: Browser;
let pages: Page[] = [];

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());
afterEach(async () => {
  await Promise.all(pages.map((page) => page.close()));
  pages = [];
});

/** Closed after the test. */
async function open(width: number, told: readonly RunEvent[] = events, more: Partial<FrontOptions> = {}) {
  const front = await openFront(browser, { width, run, events: told, ...more });
  pages.push(front.page);
  return front;
}

const eventsUntil = (wanted: (event: RunEvent) => boolean) => events.slice(0, events.findIndex(wanted));

describe('the page of a front', () => {
  test('draws a whole run under its policy, without a word on the console', async () => {
    const { page, problems } = await open(1400);
    expect(await page.locator('.facts .state dd').textContent()).toBe('Finished');
    expect(await page.locator('.plot path.member').count()).toBe(1);
    expect(await page.locator('.networks tbody tr').count()).toBeGreaterThan(8);
    expect(await page.locator('.plot path.control').count()).toBe(1);
    expect(await page.locator('.plot path.reference').count()).toBe(2);
    expect(problems).toEqual([]);
  });

  test('fits its width: three regions, two, one', async () => {
    for (const width of [1400, 1000, 620, 420]) {
      const { page } = await open(width);
      const wide = await page.evaluate('document.documentElement.scrollWidth');
      expect(wide, `at ${width}`).toBeLessThanOrEqual(width);
      const [chart, detail] = await Promise.all(['.chart', '.detail'].map((part) => page.locator(part).boundingBox()));
      if (width >= 760) expect(detail!.x).toBeGreaterThan(chart!.x + chart!.width - 1);
      else expect(detail!.y).toBeGreaterThan(chart!.y + chart!.height - 1);
    }
  });

  test('is walked by keys, and tells of the selection', async () => {
    const { page, said, tell } = await open(1400);
    const ids = await page.locator('.networks tbody tr').evaluateAll((rows) => rows.map((row) => row.dataset.id));
    const chosen = () => page.locator('.networks tr[aria-selected="true"]').getAttribute('data-id');
    await page.locator('.plot').focus();
    await page.keyboard.press('Home');
    expect(await chosen()).toBe(ids[0]);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowUp');
    expect(await chosen()).toBe(ids[2]);
    await page.keyboard.press('ArrowLeft');
    expect(await chosen()).toBe(ids[1]);
    await page.keyboard.press('End');
    expect(await chosen()).toBe(ids.at(-1));
    await page.keyboard.press('k');
    expect(await page.locator('.detail .tag').textContent()).toBe('knee');
    expect(await page.locator('[role="status"].hush').textContent()).toMatch(/^#\d+, front, knee: [\d.]+ percent/);
    await page.keyboard.press('e');
    expect(said.at(-1)).toEqual({ kind: 'export', id: Number(await chosen()) });
    await page.keyboard.press('m');
    const id = Number(await chosen());
    expect(said.at(-1)).toEqual({ kind: 'latency', id });
    const figures = page.locator('.detail .pairs');
    await figures.getByText('measuring').waitFor();
    const measured = {
      median: 0.000_412,
      quartiles: [0.0004, 0.000_45] as const,
      threads: 2,
      device: 'cpu',
      runs: 900,
    } as const;
    await tell({ kind: 'latency', id, answer: measured });
    await figures.getByText(/^0.412\sms$/).waitFor();
    expect(await page.locator('[role="status"].hush').textContent()).toBe('Latency 0.412 ms.');
    await page.keyboard.press('m');
    await tell({ kind: 'latency', id, answer: { problem: 'The device is not there.' } });
    await figures.getByText('The device is not there.').waitFor();
    await page.keyboard.press('c');
    const copied = said.at(-1);
    expect(copied?.kind === 'copy' && JSON.parse(copied.text)).toHaveProperty('depth');
    await page.keyboard.press('Escape');
    expect(await page.locator('.detail h2').textContent()).toBe('No sub-network selected');
  });

  test('selects the point under the pointer, and shows it before', async () => {
    const { page } = await open(1400);
    await page.locator('.plot').focus();
    await page.keyboard.press('Home');
    for (let i = 0; i < 4; i += 1) await page.keyboard.press('ArrowRight');
    const box = (await page.locator('circle.chosen').boundingBox())!;
    await page.keyboard.press('End');
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    const card = await page.locator('.card b').textContent();
    await page.mouse.down();
    await page.mouse.up();
    expect(await page.locator('.detail h2').textContent()).toBe(`Sub-network ${card}`);
  });

  test('lists what is in a box, and drops it again', async () => {
    const { page } = await open(1400);
    const plot = (await page.locator('.plot').boundingBox())!;
    await page.mouse.move(plot.x + 60, plot.y + 40);
    await page.mouse.down();
    await page.mouse.move(plot.x + plot.width / 2, plot.y + plot.height - 60, { steps: 4 });
    await page.mouse.up();
    const tab = page.locator('.tabs button', { hasText: 'In box' });
    const count = Number(await tab.locator('.count').textContent());
    expect(count).toBeGreaterThan(3);
    expect(await page.locator('table.networks').getAttribute('aria-rowcount')).toBe(String(count + 1));
    await page.locator('.plot').focus();
    await page.keyboard.press('Escape');
    expect(await tab.isVisible()).toBe(false);
  });

  test('holds the rows in sight of a long list, and goes to its end by one key', async () => {
    const { page } = await open(1400);
    await page.locator('.tabs button', { hasText: 'Evaluated' }).click();
    const rows = page.locator('.networks tbody tr[data-id]');
    expect(await page.locator('table.networks').getAttribute('aria-rowcount')).toBe('251');
    expect(await rows.count()).toBeLessThan(100);
    await page.locator('.networks tbody tr[tabindex="0"]').focus();
    await page.keyboard.press('End');
    const last = page.locator('.networks tr[aria-rowindex="251"]');
    expect(await last.getAttribute('aria-selected')).toBe('true');
    await expect.poll(() => page.evaluate('document.activeElement.getAttribute("aria-rowindex")')).toBe('251');
    const [row, scroll] = await Promise.all([last.boundingBox(), page.locator('.scroll').boundingBox()]);
    expect(row!.height).toBe(22);
    expect(row!.y + row!.height).toBeLessThan(scroll!.y + scroll!.height + 1);
    await page.keyboard.press('Home');
    await page.locator('.networks tr[aria-rowindex="2"][aria-selected="true"]').waitFor();
  });

  test('grows while the run goes on', async () => {
    const start = eventsUntil(({ event }) => event === 'evaluation');
    const { page, tell } = await open(1400, start);
    expect(await page.locator('.note').textContent()).toMatch(/^No evaluations yet/);
    expect(await page.locator('.detail').isVisible()).toBe(false);
    await tell({ kind: 'events', events: events.slice(start.length, start.length + 6) });
    await page.locator('.plot path.member').waitFor();
    const rows = page.locator('.networks tbody tr');
    const few = await rows.count();
    await tell({ kind: 'events', events: events.slice(start.length + 6) });
    await expect.poll(() => rows.count()).toBeGreaterThan(few);
  });

  test('hatches what the requirements leave out, and says it in their words', async () => {
    const limits = [{ text: 'macs <= 2.4M', metric: 'macs', side: 'most', value: 2.4e6 }] as const;
    const { page } = await open(1400, events, { run: { ...run, limits } });
    const area = (await page.locator('.plot rect.forbidden').boundingBox())!;
    const plot = (await page.locator('.plot').boundingBox())!;
    expect(area.x).toBeGreaterThan(plot.x + 60);
    expect(area.x + area.width).toBeGreaterThan(plot.x + plot.width - 20);
    expect(await page.locator('.plot text', { hasText: 'macs <= 2.4M' }).count()).toBe(1);
    await page.locator('select[aria-label="Horizontal axis"]').selectOption('params');
    await page.locator('.plot rect.forbidden').waitFor({ state: 'detached' });
  });

  test('takes a decision for an axis, with its values as ticks', async () => {
    const { page } = await open(1400);
    await page.locator('select[aria-label="Horizontal axis"]').selectOption({ label: 'depth' });
    const ticks = page.locator('.plot .axis-lines.horizontal text');
    await expect.poll(() => ticks.allTextContents()).toEqual(['2', '3', '4', '5']);
    expect(await page.locator('.caption').isVisible()).toBe(true);
  });

  test('draws another run beside this one, and drops it again', async () => {
    const { page, said, tell, kept } = await open(1400);
    await page.getByRole('button', { name: 'Compare with another run' }).click();
    expect(said.at(-1)).toEqual({ kind: 'compare' });
    const other = generatedRun(7);
    const folder = '/generated/other';
    await tell({ kind: 'compared', run: { ...other.run, folder }, events: other.events });
    await page.locator('.plot path.stairs.compared').waitFor();
    const entry = page.locator('.legend button', { hasText: 'OnDigits, 1 Jan' });
    expect(await entry.getAttribute('title')).toMatch(/dominates [\d.]+\s%, this run [\d.]+\s%/);
    expect(await kept()).toMatchObject({ compared: [folder] });
    await entry.click();
    await page.locator('.plot path.stairs.compared').waitFor({ state: 'detached' });
  });

  test('looks as it was left: selection, axes, zoom, filter, latencies and other runs', async () => {
    const { page, tell, kept } = await open(1400);
    await page.locator('select[aria-label="Horizontal axis"]').selectOption('params');
    await page.locator('.plot').focus();
    await page.keyboard.press('End');
    for (let i = 0; i < 3; i += 1) await page.keyboard.press('+');
    await page.locator('.filter').fill('accuracy > 90');
    const id = Number(await page.locator('.networks tr[aria-selected="true"]').getAttribute('data-id'));
    const measured = { median: 0.002, quartiles: [0.0019, 0.0021], threads: 2, device: 'cpu', runs: 90 } as const;
    await tell({ kind: 'latency', id, answer: measured });
    await tell({ kind: 'compared', run: { ...run, folder: '/generated/other' }, events });
    const before = (await page.locator('circle.chosen').boundingBox())!;
    const again = await open(1400, events, { state: await kept() });
    await again.tell({ kind: 'compared', run: { ...run, folder: '/generated/other' }, events });
    expect(again.said).toContainEqual({ kind: 'compare', folder: '/generated/other' });
    expect(await again.page.locator('select[aria-label="Horizontal axis"]').inputValue()).toBe('params');
    expect(await again.page.locator('.filter').inputValue()).toBe('accuracy > 90');
    expect(await again.page.locator('.detail h2').textContent()).toBe(`Sub-network #${id}`);
    expect(await again.page.locator('.detail .pairs').textContent()).toContain('2.00');
    const after = (await again.page.locator('circle.chosen').boundingBox())!;
    expect(Math.round(after.x)).toBe(Math.round(before.x));
    // The legend takes a line more where the other run is in it.
    expect(Math.abs(after.y - before.y)).toBeLessThan(20);
  });

  test('ends a run with the front that it has, once there is one on the final weights', async () => {
    const early = await open(
      1400,
      eventsUntil(({ event }) => event === 'evaluation'),
    );
    expect(await early.page.getByRole('button', { name: 'Stop' }).count()).toBe(0);
    const { page, said } = await open(
      1400,
      eventsUntil((one) => one.event === 'phase' && one.phase === 'control'),
    );
    await page.getByRole('button', { name: 'Stop' }).click();
    expect(said.at(-1)).toEqual({ kind: 'conclude' });
  });

  test('says what is kept of a run that failed or whose process is gone', async () => {
    const some = eventsUntil(({ event }) => event === 'finished');
    const time = new Date().toISOString();
    const failed = await open(1400, [...some, { time, event: 'failed', message: 'The loss became NaN at step 276.' }]);
    expect(await failed.page.locator('.banner p').allTextContents()).toEqual([
      'The loss became NaN at step 276.',
      expect.stringMatching(/^\d+ evaluations are kept\.$/),
    ]);
    const gone = await open(1400, some);
    await gone.tell({ kind: 'alive', alive: false });
    await gone.page.getByRole('button', { name: 'Resume' }).click();
    expect(gone.said.at(-1)).toEqual({ kind: 'resume' });
  });
});
