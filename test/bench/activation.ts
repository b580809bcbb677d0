/**
 * How long VS Code takes to activate the packed extension, by its own view of running extensions, and how long after
 * that the language server answers, by the extension's log; in fresh windows of a real VS Code, one after another.
 *
 *     npm run package && npm run bench:activation -- [windows]
 */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { launchChromium } from '../e2e/harness/chromium.ts';
import { startCode } from '../e2e/harness/code-server.ts';
import { openWorkbench } from '../e2e/harness/workbench.ts';
import { digitsWorkspace } from '../e2e/harness/workspace.ts';

const windows = Number(process.argv[2] ?? 5);
const workspace = digitsWorkspace();
const code = await startCode();
const browser = await launchChromium();
const activations: number[] = [];
for (let i = 0; i < windows; i += 1) {
  const workbench = await openWorkbench(browser, code.url, workspace.folder);
  const editor = await workbench.openFile(workspace.file);
  await editor.locator('.codelens-decoration', { hasText: 'sub-networks' }).waitFor({ timeout: 90_000 });
  await workbench.command('Developer: Show Running Extensions');
  const row = workbench.page.locator('.runtime-extensions-editor .monaco-list-row', { hasText: 'Lithe' });
  const told = (await row.locator('.activation-time').textContent()) ?? '';
  activations.push(Number(/(\d+)\s*ms/.exec(told)?.[1]));
  await workbench.close();
}
const logs = globSync('**/Lithe.log', { cwd: code.logs }).map((file) => readFileSync(join(code.logs, file), 'utf8'));
const ready = logs.flatMap((log) => [...log.matchAll(/ready after (\d+) ms/g)].map((found) => Number(found[1])));
await browser.close();
await code.stop();
workspace.remove();
for (const [what, times] of Object.entries({ activation: activations, 'server ready': ready })) {
  const sorted = times.sort((a, b) => a - b);
  console.log(`${what}: median ${sorted[Math.floor(sorted.length / 2)]} ms of ${sorted.join(', ')}`);
}
