import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium } from './harness/chromium.ts';
import { type RunningCode, startCode } from './harness/code-server.ts';
import { digitsWorkspace, type Workspace } from './harness/workspace.ts';
import { bundleSuite, packedFolder } from './host/bundle.ts';

let workspace: Workspace;
let code: RunningCode;

beforeAll(async () => {
  workspace = digitsWorkspace();
  code = await startCode({ arguments: ['--vscode-option', 'enable-smoke-test-driver'] });
});
afterAll(async () => {
  await code?.stop();
  workspace?.remove();
});

/** VS Code runs a suite in its extension host where its page is told so; the page calls back with the outcome. */
test('the extension answers VS Code inside its extension host', async () => {
  const suite = await bundleSuite();
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    const logged: string[] = [];
    const outcome = new Promise<number>((resolve) => {
      void page.exposeFunction('codeAutomationExit', resolve);
    });
    await page.exposeFunction('codeAutomationLog', (_type: string, said: unknown[]) =>
      logged.push(JSON.stringify(said)),
    );
    const place = (path: string) => `vscode-remote://${new URL(code.url).host}${path}`;
    const payload = [
      ['extensionDevelopmentPath', place(packedFolder)],
      ['extensionTestsPath', place(suite)],
    ];
    const query = new URLSearchParams({ folder: workspace.folder, payload: JSON.stringify(payload) });
    await page.goto(`${code.url}/?${query}`);
    expect(await outcome, logged.join('\n')).toBe(0);
  } finally {
    await browser.close();
  }
});
