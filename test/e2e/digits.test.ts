import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, onTestFailed, test } from 'vitest';
import { completeAnOperator, seeAProblemAndMendIt, seeHover, seeShapesAndPrices } from './digits/edit.ts';
import { measureLatency, seeItWideAndLight, selectFromKeyboardAndTable, watchTheFrontGrow } from './digits/front.ts';
import {
  pauseAndResume,
  reloadTheWindow,
  runSearch,
  seeTheRunOutsideItsFront,
  stopAnotherAndCompare,
} from './digits/run.ts';
import { exportASubNetwork, insertAConfiguration } from './digits/take-home.ts';
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
  const author = { workbench, workspace };
  const editor = await workbench.openFile(workspace.file);
  await seeShapesAndPrices(author, editor);
  await seeHover(author, editor);
  await completeAnOperator(author, editor);
  await seeAProblemAndMendIt(author, editor);
  await runSearch(author, editor);
  await seeTheRunOutsideItsFront(author);
  await reloadTheWindow(author);
  await pauseAndResume(author);
  await watchTheFrontGrow(author);
  await selectFromKeyboardAndTable(author);
  await measureLatency(author);
  await insertAConfiguration(author);
  await exportASubNetwork(author);
  await seeItWideAndLight(author);
  await stopAnotherAndCompare(author);
});
