import type { Locator } from 'playwright-core';
import { expect } from 'vitest';
import { codeLensesOf } from '../../../server/features/code-lens.ts';
import { inlayHintsOf } from '../../../server/features/inlay-hints.ts';
import { usualSettings } from '../../../server/settings.ts';
import { openedOf } from '../../server/opened.ts';
import { type Author, lineOf } from './author.ts';

/** What the server's own functions say of the text, whose figures their unit tests hold, is what stands in the window. */
export async function seeShapesAndPrices({ workbench, workspace }: Author, editor: Locator): Promise<void> {
  const lines = workspace.text.split('\n');
  const opened = openedOf(workspace.text);
  const hints = inlayHintsOf(opened, usualSettings.inlayHints).slice(0, 6);
  expect(hints.some(({ label }) => /–/.test(String(label)))).toBe(true);
  for (const { position, label } of hints) {
    const shown = withoutBlanks(`${lines[position.line]}${label}`);
    const isShown = async () =>
      (await editor.locator('.view-line').allTextContents()).map(withoutBlanks).includes(shown);
    await expect.poll(isShown, { timeout: 30_000, message: shown }).toBe(true);
  }
  const lenses = editor.locator('.codelens-decoration');
  for (const { command } of codeLensesOf(opened, usualSettings.codeLens))
    await lenses.filter({ hasText: command!.title }).first().waitFor();
  await workbench.picture('editor-dark');
}

/** The editor puts no-break spaces for blanks, and marks of no width around hints. */
function withoutBlanks(text: string): string {
  return text.replaceAll(/[\s\u200b-\u200d\ufeff]+/g, '');
}

export async function seeHover({ workbench, workspace }: Author, editor: Locator): Promise<void> {
  await editor.getByText('heads', { exact: false }).first().waitFor();
  await workbench.goTo(lineOf(workspace, 'elastic heads'), 14);
  await workbench.page.keyboard.press('Control+K');
  await workbench.page.keyboard.press('Control+I');
  const hover = workbench.page.locator('.monaco-hover:not(.hidden)');
  await hover.getByText('5 decisions', { exact: false }).waitFor();
  expect(await hover.locator('table tr').count()).toBe(5);
  await workbench.picture('hover-dark');
  await workbench.page.keyboard.press('Escape');
}

export async function completeAnOperator({ workbench, workspace }: Author, editor: Locator): Promise<void> {
  const { page } = workbench;
  await workbench.goTo(lineOf(workspace, 'take_token(0)'), 3);
  await page.keyboard.press('Shift+End');
  await page.keyboard.type('take_to', { delay: 50 });
  const offered = page.locator('.suggest-widget.visible .monaco-list-row', { hasText: 'take_token' });
  await offered.first().waitFor();
  await workbench.picture('completion-dark');
  await page.keyboard.press('Enter');
  await page.keyboard.type('0');
  await editor.locator('.view-line', { hasText: 'take_token(0)' }).waitFor();
  // Leaves the place of the snippet's argument, and the list of what may stand there.
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect.poll(() => editor.locator('.squiggly-error').count()).toBe(0);
}

export async function seeAProblemAndMendIt({ workbench, workspace }: Author, editor: Locator): Promise<void> {
  const { page } = workbench;
  await workbench.goTo(lineOf(workspace, 'take_token(0)'), 3);
  await page.keyboard.press('Shift+End');
  await page.keyboard.type('take_tokn(0)');
  await editor.locator('.squiggly-error').first().waitFor();
  await page.keyboard.press('Control+Shift+M');
  const problem = page.locator('.markers-panel .monaco-list-row', { hasText: 'take_tokn' });
  await problem.waitFor();
  expect(await problem.getAttribute('aria-label')).toContain('take_token');
  await workbench.picture('problem-dark');
  await followItsLink({ workbench }, problem);
  await page.keyboard.press('Control+J');
  await editor.locator('.view-line').first().click();
  await workbench.goTo(lineOf(workspace, 'take_token(0)'), 5);
  const fix = page.locator('.action-widget .monaco-list-row', { hasText: 'take_token' });
  // The list closes by itself where problems are told anew just then: it is opened again.
  for (let attempt = 0; attempt < 5 && !(await fix.count()); attempt += 1) {
    await page.keyboard.press('Control+.');
    await fix
      .first()
      .waitFor({ timeout: 5_000 })
      .catch(() => undefined);
  }
  await workbench.picture('quick-fix-dark');
  await fix.first().click();
  await editor.locator('.view-line', { hasText: 'take_token(0)' }).waitFor();
  await expect.poll(() => editor.locator('.squiggly-error').count()).toBe(0);
}

/** The code of a problem leads to its entry in the reference. */
async function followItsLink({ workbench }: Pick<Author, 'workbench'>, problem: Locator): Promise<void> {
  const { page } = workbench;
  const link = problem.locator('a', { hasText: /^[a-z-]+$/ });
  const code = (await link.textContent()) ?? '';
  await link.click();
  const reference = page.locator('.monaco-editor[data-uri$="/docs/reference/problems.md"]');
  await reference.locator('.view-line', { hasText: `## ${code}` }).waitFor();
  await page.keyboard.press('Control+W');
  await reference.waitFor({ state: 'detached' });
}
