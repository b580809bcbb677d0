import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFailed, test } from 'vitest';
import { codeLensesOf } from '../../server/features/code-lens.ts';
import { inlayHintsOf } from '../../server/features/inlay-hints.ts';
import { usualSettings } from '../../server/settings.ts';
import { openedOf } from '../server/opened.ts';
import { launchChromium } from './harness/chromium.ts';
import { type RunningCode, startCode } from './harness/code-server.ts';
import { openWorkbench, type Workbench } from './harness/workbench.ts';
import { digitsWorkspace, type Workspace } from './harness/workspace.ts';

let workspace: Workspace;
let code: RunningCode;
let browser: Browser;
let workbench: Workbench;

beforeAll(async () => {
  workspace = digitsWorkspace();
  [code, browser] = await Promise.all([
    startCode({ settings: { 'workbench.colorTheme': 'Default Dark Modern' } }),
    launchChromium(),
  ]);
  workbench = await openWorkbench(browser, code.url, workspace.folder);
});

afterAll(async () => {
  await workbench?.close();
  await browser?.close();
  await code?.stop();
  workspace?.remove();
});

test('an author sees prices and problems, runs a search and takes a sub-network home', async () => {
  onTestFailed(() => workbench.picture('failed'));
  const editor = await workbench.openFile(workspace.file);
  await seeShapesAndPrices(editor);
  await seeHover(editor);
  await completeAnOperator(editor);
  await seeAProblemAndMendIt(editor);
  await runSearch(editor);
  await seeTheRunOutsideItsFront();
  await reloadTheWindow();
  await pauseAndResume();
  await watchTheFrontGrow();
  await selectFromKeyboardAndTable();
  await measureLatency();
  await insertAConfiguration();
  await exportASubNetwork();
  await seeItWideAndLight();
});

/** What the server's own functions say of the text, whose figures their unit tests hold, is what stands in the window. */
async function seeShapesAndPrices(editor: Locator): Promise<void> {
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

async function seeHover(editor: Locator): Promise<void> {
  await editor.getByText('heads', { exact: false }).first().waitFor();
  await workbench.goTo(lineOf('elastic heads'), 14);
  await workbench.page.keyboard.press('Control+K');
  await workbench.page.keyboard.press('Control+I');
  const hover = workbench.page.locator('.monaco-hover:not(.hidden)');
  await hover.getByText('5 decisions', { exact: false }).waitFor();
  expect(await hover.locator('table tr').count()).toBe(5);
  await workbench.picture('hover-dark');
  await workbench.page.keyboard.press('Escape');
}

async function completeAnOperator(editor: Locator): Promise<void> {
  const { page } = workbench;
  await workbench.goTo(lineOf('take_token(0)'), 3);
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

async function seeAProblemAndMendIt(editor: Locator): Promise<void> {
  const { page } = workbench;
  await workbench.goTo(lineOf('take_token(0)'), 3);
  await page.keyboard.press('Shift+End');
  await page.keyboard.type('take_tokn(0)');
  await editor.locator('.squiggly-error').first().waitFor();
  await page.keyboard.press('Control+Shift+M');
  const problem = page.locator('.markers-panel .monaco-list-row', { hasText: 'take_tokn' });
  await problem.waitFor();
  expect(await problem.getAttribute('aria-label')).toContain('take_token');
  await workbench.picture('problem-dark');
  await followItsLink(problem);
  await page.keyboard.press('Control+J');
  await editor.locator('.view-line').first().click();
  await workbench.goTo(lineOf('take_token(0)'), 5);
  await page.keyboard.press('Control+.');
  const fix = page.locator('.action-widget .monaco-list-row', { hasText: 'take_token' });
  await fix.first().waitFor();
  await workbench.picture('quick-fix-dark');
  await fix.first().click();
  await editor.locator('.view-line', { hasText: 'take_token(0)' }).waitFor();
  await expect.poll(() => editor.locator('.squiggly-error').count()).toBe(0);
}

/** The code of a problem leads to its entry in the reference. */
async function followItsLink(problem: Locator): Promise<void> {
  const { page } = workbench;
  const link = problem.locator('a', { hasText: /^[a-z-]+$/ });
  const code = (await link.textContent()) ?? '';
  await link.click();
  const reference = page.locator('.monaco-editor[data-uri$="/docs/reference/problems.md"]');
  await reference.locator('.view-line', { hasText: `## ${code}` }).waitFor();
  await page.keyboard.press('Control+W');
  await reference.waitFor({ state: 'detached' });
}

/** VS Code draws lenses anew after an edit, and a click on an old one is lost: it is then made again. */
async function runSearch(editor: Locator): Promise<void> {
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
async function seeTheRunOutsideItsFront(): Promise<void> {
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
async function reloadTheWindow(): Promise<void> {
  await workbench.reload();
  const state = workbench.webview().locator('.facts .state dd');
  await expect.poll(() => state.textContent(), { timeout: 120_000 }).toMatch(/^(Fine-tuning|Searching)/);
  expect(readdirSync(join(workspace.folder, 'runs'))).toHaveLength(1);
}

/** A run that is paused stays so over a reload, and goes on from there when it is told to. */
async function pauseAndResume(): Promise<void> {
  await workbench.webview().getByRole('button', { name: 'Pause' }).click();
  const state = () => workbench.webview().locator('.facts .state dd').textContent();
  await expect.poll(state, { timeout: 120_000 }).toMatch(/^Interrupted/);
  await workbench.reload();
  await expect.poll(state, { timeout: 120_000 }).toMatch(/^Interrupted/);
  await workbench.picture('paused-dark');
  await workbench.webview().getByRole('button', { name: 'Resume' }).click();
  await expect.poll(state, { timeout: 120_000 }).toMatch(/^(Fine-tuning|Searching)/);
}

async function watchTheFrontGrow(): Promise<void> {
  const front = workbench.webview();
  const members = front.locator('.plot path.member');
  await members.first().waitFor({ timeout: 180_000 });
  const state = front.locator('.facts .state dd');
  await expect.poll(() => state.textContent(), { timeout: 180_000 }).toMatch(/Searching, \d+ of 30/);
  await workbench.picture('searching-dark');
  await expect.poll(() => state.textContent(), { timeout: 240_000 }).toBe('Finished');
  expect(await front.locator('.networks tbody tr').count()).toBeGreaterThan(2);
  expect(await front.locator('path.stairs.control').count()).toBeGreaterThan(0);
  const rows = front.locator('.networks tbody tr td:nth-child(4)');
  const macs = (await rows.allTextContents()).map(Number);
  expect(macs).toEqual([...macs].sort((a, b) => a - b));
}

async function selectFromKeyboardAndTable(): Promise<void> {
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

async function measureLatency(): Promise<void> {
  const front = workbench.webview();
  await front.getByRole('button', { name: 'Measure latency' }).click();
  await front.locator('.pairs tr', { hasText: /Latency\s*[\d.]+\sms/ }).waitFor({ timeout: 90_000 });
}

/** The text of a sub-network stands in the file, priced and without a problem, and one step takes it back. */
async function insertAConfiguration(): Promise<void> {
  const { page } = workbench;
  const editor = page.locator(`.editor-group-container .monaco-editor[data-uri$="/${workspace.file}"]`).first();
  const front = workbench.webview();
  const id = /#(\d+)/.exec((await front.locator('.detail h2').textContent()) ?? '')![1];
  await front.getByRole('button', { name: 'Insert configuration' }).click();
  const head = editor.locator('.view-line', {
    hasText: new RegExp(`configuration\\s+OnDigits_${id}\\s+of\\s+DigitsVit`),
  });
  await head.waitFor();
  await editor.locator('.codelens-decoration', { hasText: /^\s*[\d.]+\s[kM]\sMACs/ }).waitFor();
  expect(await editor.locator('.squiggly-error, .squiggly-warning').count()).toBe(0);
  await workbench.picture('configuration-dark');
  await page.keyboard.press('Control+Z');
  await head.waitFor({ state: 'detached' });
}

async function exportASubNetwork(): Promise<void> {
  const { page } = workbench;
  await workbench.webview().getByRole('button', { name: 'Export ONNX' }).click();
  const input = page.locator('.quick-input-widget input');
  await expect.poll(() => input.inputValue()).toMatch(/OnDigits-\d+\.onnx$/);
  await page.keyboard.press('Enter');
  await page
    .locator('.notification-list-item-message', { hasText: /Sub-network #\d+ is in/ })
    .waitFor({ timeout: 90_000 });
  const models = readdirSync(workspace.folder).filter((name) => name.endsWith('.onnx'));
  expect(models).toHaveLength(1);
  const model = join(workspace.folder, models[0]!);
  expect(statSync(model).size).toBeGreaterThan(50_000);
  const session = await InferenceSession.create(model);
  const [entry] = session.inputMetadata;
  const image = new Tensor('float32', new Float32Array(28 * 28).fill(0.5), [1, 1, 28, 28]);
  const answers = Object.values(await session.run({ [entry!.name]: image }));
  expect(answers.map(({ dims }) => dims)).toContainEqual([1, 10]);
  await session.release();
}

/** The wide layout, and a light theme: VS Code tells the page, which redraws itself. */
async function seeItWideAndLight(): Promise<void> {
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

function lineOf(text: string): number {
  return workspace.text.split('\n').findIndex((line) => line.includes(text)) + 1;
}
