import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFailed, test } from 'vitest';
import { launchChromium } from './harness/chromium.ts';
import { type RunningCode, startCode } from './harness/code-server.ts';
import { openWorkbench } from './harness/workbench.ts';
import { digitsWorkspace, type Workspace } from './harness/workspace.ts';

let workspace: Workspace;
let code: RunningCode;
let browser: Browser;

beforeAll(async () => {
  workspace = digitsWorkspace();
  const settings = { 'security.workspace.trust.startupPrompt': 'never' };
  [code, browser] = await Promise.all([startCode({ isTrusting: false, settings }), launchChromium()]);
});
afterAll(async () => {
  await browser?.close();
  await code?.stop();
  workspace?.remove();
});

test('in a workspace that is not trusted the language works, and nothing is started', async () => {
  const workbench = await openWorkbench(browser, code.url, workspace.folder);
  onTestFailed(() => workbench.picture('untrusted-failed'));
  const { page } = workbench;
  await page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).waitFor();
  const editor = await workbench.openFile(workspace.file);
  await editor.locator('.codelens-decoration', { hasText: 'sub-networks' }).waitFor({ timeout: 60_000 });
  await editor
    .locator('.view-line', { hasText: /[0-9]–[0-9.]+\sM/ })
    .first()
    .waitFor();
  const lens = editor.locator('.codelens-decoration a', { hasText: 'Run search' });
  const told = page.locator('.notification-list-item-message', { hasText: 'trust this workspace' });
  // VS Code draws lenses anew now and then, and a click on an old one is lost.
  for (let attempt = 0; attempt < 5 && !(await told.count()); attempt += 1) {
    await lens.click();
    await told.waitFor({ timeout: 4_000 }).catch(() => undefined);
  }
  expect(await told.count()).toBeGreaterThan(0);
  expect(existsSync(join(workspace.folder, 'runs'))).toBe(false);
  await workbench.picture('untrusted');
  const offered = await workbench.commandsNamed('Lithe: R');
  expect(offered).not.toContain('Lithe: Run Search');
  await editor.locator('.view-line').first().click();
  await page.keyboard.press('Control+Home');
  await page.keyboard.type('supernett ');
  await editor.locator('.squiggly-error').first().waitFor();
  await workbench.close();
});
