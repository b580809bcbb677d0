// Writes test/fixtures/themes.json: the colours that VS Code's own themes give to the variables that the front's styles
// read. Run after npm run package: node test/e2e/themes.ts
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { launchChromium } from './harness/chromium.ts';
import { startCode } from './harness/code-server.ts';
import { openWorkbench } from './harness/workbench.ts';
import { digitsWorkspace } from './harness/workspace.ts';

const themes = {
  dark: 'Default Dark Modern',
  light: 'Default Light Modern',
  'high-contrast': 'Default High Contrast',
  'high-contrast-light': 'Default High Contrast Light',
};
const styles = new URL('../../extension/webview/styles/', import.meta.url);
const read = readdirSync(styles).map((name) => readFileSync(new URL(name, styles), 'utf8'));
const variables = [...new Set(read.join().match(/--vscode-[\w-]+/g))].sort();
const workspace = digitsWorkspace();
const browser = await launchChromium();
const found: Record<string, unknown> = {};
for (const [kind, theme] of Object.entries(themes)) {
  const code = await startCode({ settings: { 'workbench.colorTheme': theme } });
  const { page, close } = await openWorkbench(browser, code.url, workspace.folder);
  // The theme's own file is read after the window has come up.
  await page.locator('.monaco-workbench[class*="vscode-theme-defaults"]').waitFor();
  found[kind] = await page.evaluate(`(() => {
    const style = getComputedStyle(document.querySelector('.monaco-workbench'));
    const values = ${JSON.stringify(variables)}.map((name) => [name, style.getPropertyValue(name).trim()]);
    return Object.fromEntries(values.filter(([, value]) => value !== ''));
  })()`);
  await close();
  await code.stop();
}
await browser.close();
workspace.remove();
writeFileSync(new URL('../fixtures/themes.json', import.meta.url), `${JSON.stringify(found, null, 2)}\n`);
