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
  [code, browser] = await Promise.all([startCode({ target: 'web' }), launchChromium()]);
});
afterAll(async () => {
  await browser?.close();
  await code?.stop();
  workspace?.remove();
});

/** An extension without an entry for Node is what VS Code starts in a worker of the browser. */
test('the package for browsers shows prices and problems from a worker, and offers nothing that runs', async () => {
  const workbench = await openWorkbench(browser, code.url, workspace.folder);
  onTestFailed(() => workbench.picture('web-failed'));
  const editor = await workbench.openFile(workspace.file);
  await editor.locator('.codelens-decoration', { hasText: 'sub-networks' }).waitFor({ timeout: 60_000 });
  await editor
    .locator('.view-line', { hasText: /[0-9]–[0-9.]+\sM/ })
    .first()
    .waitFor();
  expect(await editor.locator('.codelens-decoration', { hasText: 'Run search' }).count()).toBe(0);
  await editor.locator('.view-line').first().click();
  await workbench.page.keyboard.press('Control+Home');
  await workbench.page.keyboard.type('supernett ');
  await editor.locator('.squiggly-error').first().waitFor();
  expect(await workbench.commandsNamed('Lithe:')).toEqual(['Lithe: New Super-Network']);
  await workbench.close();
});
