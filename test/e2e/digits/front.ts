import { expect } from 'vitest';
import type { Author } from './author.ts';

export async function watchTheFrontGrow({ workbench }: Author): Promise<void> {
  const front = workbench.webview();
  const members = front.locator('.plot path.member');
  await members.first().waitFor({ timeout: 180_000 });
  const state = front.locator('.facts .state dd');
  await expect.poll(() => state.textContent(), { timeout: 180_000 }).toMatch(/Searching, \d+ of 30/);
  await workbench.picture('searching-dark');
  await expect.poll(() => state.textContent(), { timeout: 240_000 }).toBe('Finished');
  const left = workbench.page.locator('.codelens-decoration', { hasText: /Resume|Running/ });
  await expect.poll(() => left.count(), { timeout: 30_000 }).toBe(0);
  expect(await front.locator('.networks tbody tr').count()).toBeGreaterThan(2);
  expect(await front.locator('path.stairs.control').count()).toBeGreaterThan(0);
  const rows = front.locator('.networks tbody tr td:nth-child(4)');
  const macs = (await rows.allTextContents()).map(Number);
  expect(macs).toEqual([...macs].sort((a, b) => a - b));
}

export async function selectFromKeyboardAndTable({ workbench }: Author): Promise<void> {
  const front = workbench.webview();
  const title = front.locator('.detail h2');
  await front.locator('.plot').focus();
  await workbench.page.keyboard.press('Home');
  const first = await front.locator('.networks tbody tr').first().getAttribute('data-id');
  await expect.poll(() => title.textContent()).toBe(`Sub-network #${first}`);
  await workbench.page.keyboard.press('ArrowRight');
  await expect.poll(() => title.textContent()).not.toBe(`Sub-network #${first}`);
  await workbench.page.keyboard.press('k');
  await front.locator('.detail .tag', { hasText: 'knee' }).waitFor();
  await workbench.picture('finished-dark');
  await front.locator('.networks tbody tr').last().click();
  const last = await front.locator('.networks tbody tr').last().getAttribute('data-id');
  await expect.poll(() => title.textContent()).toBe(`Sub-network #${last}`);
}

export async function measureLatency({ workbench }: Author): Promise<void> {
  const front = workbench.webview();
  await front.getByRole('button', { name: 'Measure latency' }).click();
  await front.locator('.pairs tr', { hasText: /Latency\s*[\d.]+\sms/ }).waitFor({ timeout: 90_000 });
}

/** The wide layout, and a light theme: VS Code tells the page, which redraws itself. */
export async function seeItWideAndLight({ workbench, workspace }: Author): Promise<void> {
  const { page } = workbench;
  const front = workbench.webview();
  await workbench.command('Notifications: Clear All Notifications');
  await workbench.command('View: Close Primary Side Bar');
  await page.locator('.tab', { hasText: 'Front of OnDigits' }).click();
  await workbench.command('View: Toggle Maximize Editor Group');
  await expect.poll(async () => (await front.locator('.detail').boundingBox())?.x ?? 0).toBeGreaterThan(1000);
  await workbench.picture('wide-dark');
  await workbench.command('Preferences: Toggle between Light/Dark Themes');
  await front.locator('body.vscode-light').waitFor();
  await workbench.picture('wide-light');
  await workbench.command('View: Toggle Maximize Editor Group');
  await page.locator('.tab', { hasText: workspace.file }).click();
  await workbench.picture('editor-and-front-light');
}
