import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { generatedRun } from '../extension/generated-run.ts';
import { launchChromium } from './harness/chromium.ts';
import { openFront } from './harness/front-page.ts';

const { run, events } = generatedRun();
let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());

const open = () => openFront(browser, { width: 1400, run, events, theme: 'dark' });

/** All that a pointer can use, numbered in the order of the page; gives how many there are. */
const numbered = `[...document.querySelectorAll('button, select, input, .plot, tbody tr[tabindex="0"]')]
  .filter((one) => !one.disabled && one.checkVisibility())
  .map((one, i) => { one.dataset.place = i; }).length`;
const focused = `Number(document.activeElement.dataset.place ?? -1)`;

test('Tab goes through everything that can be clicked, in the order of the page', async () => {
  const { page } = await open();
  const count = await page.evaluate<number>(numbered);
  expect(count).toBeGreaterThan(20);
  const reached: number[] = [];
  for (let i = 0; i < count; i += 1) {
    await page.keyboard.press('Tab');
    reached.push(await page.evaluate<number>(focused));
  }
  expect(reached).toEqual(Array.from({ length: count }, (_, i) => i));
  await page.close();
});

test('a person without a pointer chooses axes, sorts, filters, zooms, selects, and takes a sub-network home', async () => {
  const { page, said } = await open();
  const { keyboard } = page;
  const focus = async (name: string) => {
    for (let i = 0; i < 80; i += 1) {
      await keyboard.press('Tab');
      if (await page.evaluate(`document.activeElement.matches(${JSON.stringify(name)})`)) return;
    }
    throw new Error(`Tab did not reach ${name}.`);
  };
  await focus('.legend button');
  await keyboard.press('Space');
  await page.locator('.legend button[aria-pressed="false"]').waitFor();
  await focus('.plot');
  await keyboard.press('End');
  const before = await page.locator('circle.chosen').boundingBox();
  for (let i = 0; i < 4; i += 1) await keyboard.press('+');
  const zoomed = await page.locator('circle.chosen').boundingBox();
  expect(zoomed!.x).toBeCloseTo(before!.x, 0);
  await keyboard.press('Home');
  const plot = (await page.locator('.plot').boundingBox())!;
  const revealed = (await page.locator('circle.chosen').boundingBox())!;
  expect(revealed.x + 8).toBeGreaterThanOrEqual(plot.x);
  expect(revealed.y + 8).toBeLessThanOrEqual(plot.y + plot.height);
  await focus('select[aria-label="Horizontal axis"]');
  await keyboard.type('Params');
  await expect.poll(() => page.locator('.plot').getAttribute('aria-label')).toContain('Accuracy against Params');
  await keyboard.press('/');
  expect(await page.evaluate(`document.activeElement.tagName`)).toBe('SELECT');
  await focus('.tabs button + button');
  await keyboard.press('Enter');
  await keyboard.press('/');
  await keyboard.type('accuracy > 90');
  const rows = page.locator('.networks tbody tr');
  await expect.poll(() => rows.count()).toBeLessThan(250);
  await focus('th button');
  await keyboard.press('Enter');
  await page.locator('th[aria-sort="ascending"]', { hasText: 'Id' }).waitFor();
  await focus('tbody tr');
  await keyboard.press('ArrowDown');
  const id = Number(await page.locator('tr[aria-selected="true"]').getAttribute('data-id'));
  expect(id).toBe(Number(await rows.nth(1).getAttribute('data-id')));
  await keyboard.press('e');
  expect(said.at(-1)).toEqual({ kind: 'export', id });
  await page.locator('.plot').focus();
  await keyboard.press('Enter');
  await keyboard.press('Enter');
  expect(said.at(-1)).toEqual({ kind: 'export', id });
  await page.close();
});
