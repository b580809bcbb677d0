import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { expect } from 'vitest';
import type { Author } from './author.ts';

/** VS Code draws lenses anew after an edit, and a click on an old one is lost: it is then made again. */
export async function runSearch({ workbench, workspace }: Author, editor: Locator): Promise<void> {
  const lens = editor.locator('.codelens-decoration a', { hasText: 'Run search' });
  const starting = workbench.page.locator('.statusbar-item', { hasText: 'Starting OnDigits' });
  const runs = join(workspace.folder, 'runs');
  for (let attempt = 0; attempt < 5 && !existsSync(runs); attempt += 1) {
    await lens.click();
    await starting.waitFor({ timeout: 5_000 }).catch(() => undefined);
    if (await starting.count()) break;
  }
  await workbench.webview().getByText('Fine-tuning', { exact: false }).first().waitFor({ timeout: 90_000 });
  await workbench.picture('fine-tuning-dark');
}

/** The status bar and the view of runs tell of a run that lives, wherever its front is. */
export async function seeTheRunOutsideItsFront({ workbench }: Author): Promise<void> {
  const { page } = workbench;
  await page.locator('.statusbar-item', { hasText: /OnDigits: / }).waitFor({ timeout: 60_000 });
  await workbench.command('View: Show Lithe');
  const view = page.locator('.pane-body .monaco-list-row');
  await view.filter({ hasText: 'Live' }).first().waitFor();
  const run = view.filter({ hasText: 'OnDigits' }).first();
  await run.waitFor();
  expect(await run.getAttribute('aria-label')).toContain('OnDigits, live');
  await workbench.picture('runs-dark');
  await workbench.command('View: Show Explorer');
}

/** Nothing is lost with the window: the run goes on, and its front is there again. */
export async function reloadTheWindow({ workbench, workspace }: Author): Promise<void> {
  await workbench.reload();
  const state = workbench.webview().locator('.facts .state dd');
  await expect.poll(() => state.textContent(), { timeout: 120_000 }).toMatch(/^(Fine-tuning|Searching)/);
  expect(readdirSync(join(workspace.folder, 'runs'))).toHaveLength(1);
}

/** A run that is paused stays so over a reload, and goes on from there when it is told to. */
export async function pauseAndResume({ workbench }: Author): Promise<void> {
  const lens = workbench.page.locator('.codelens-decoration');
  await workbench.webview().getByRole('button', { name: 'Pause' }).click();
  const state = () => workbench.webview().locator('.facts .state dd').textContent();
  await expect.poll(state, { timeout: 120_000 }).toMatch(/^Interrupted/);
  await workbench.reload();
  await expect.poll(state, { timeout: 120_000 }).toMatch(/^Interrupted/);
  await workbench.picture('paused-dark');
  await lens.filter({ hasText: 'Resume at epoch' }).waitFor();
  await workbench.webview().getByRole('button', { name: 'Resume' }).click();
  await expect.poll(state, { timeout: 120_000 }).toMatch(/^(Fine-tuning|Searching)/);
  await lens.filter({ hasText: 'Running, epoch' }).waitFor();
}

/** Another run of the same search is ended with the front that it has; the two fronts then stand in one chart. */
export async function stopAnotherAndCompare({ workbench }: Author): Promise<void> {
  const { page } = workbench;
  const front = workbench.webview();
  await front.getByRole('button', { name: 'Run again' }).click();
  const state = () => front.locator('.facts .state dd').textContent();
  const tabs = page.locator('.tab', { hasText: 'Front of OnDigits' });
  await expect.poll(() => tabs.count(), { timeout: 90_000 }).toBe(2);
  await expect.poll(state, { timeout: 90_000 }).toMatch(/^Fine-tuning/);
  await front.getByRole('button', { name: 'Stop' }).click({ timeout: 180_000 });
  await expect.poll(state, { timeout: 120_000 }).toBe('Finished');
  await front.getByRole('button', { name: 'Compare with another run' }).click();
  const offered = page.locator('.quick-input-list .monaco-list-row');
  await expect.poll(() => offered.count()).toBe(1);
  await offered.click();
  await front.locator('.plot path.stairs.compared').waitFor();
  await workbench.picture('compared-light');
}
