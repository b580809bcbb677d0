// Makes the README's pictures from a finished run: node test/e2e/pictures.ts FOLDER, after npm run package, where FOLDER holds
// digits-vit.lithe and the runs/ that were started there.
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { launchChromium } from './harness/chromium.ts';
import { startCode } from './harness/code-server.ts';
import { openWorkbench } from './harness/workbench.ts';

const [folder] = process.argv.slice(2);
if (!folder) throw new Error('Usage: node test/e2e/pictures.ts FOLDER');
const pictures = fileURLToPath(new URL('../../docs/images/', import.meta.url));
mkdirSync(pictures, { recursive: true });

const settings = {
  'workbench.colorTheme': 'Default Dark Modern',
  'editor.minimap.enabled': false,
  'editor.scrollbar.vertical': 'hidden',
  'workbench.activityBar.location': 'hidden',
  'workbench.layoutControl.enabled': false,
  'editor.occurrencesHighlight': 'off',
};
const code = await startCode({ settings });
const browser = await launchChromium();
try {
  const workbench = await openWorkbench(browser, code.url, folder, { width: 1640, height: 960 });
  const { page } = workbench;
  const editor = await workbench.openFile('digits-vit.lithe');
  await editor.locator('.codelens-decoration', { hasText: 'Open front' }).waitFor();
  await workbench.command('Lithe: Open Front');
  const front = workbench.webview();
  await front.locator('.plot path.member').first().waitFor();
  await workbench.command('View: Close Primary Side Bar');
  await editor.locator('.view-line').first().click();
  const settle = () => page.waitForTimeout(1500);
  await settle();
  await page.screenshot({ path: `${pictures}editor-and-front.png` });
  await page.locator('.tab', { hasText: 'Front of' }).click();
  await workbench.command('View: Toggle Maximize Editor Group');
  await settle();
  await workbench.command('Preferences: Toggle between Light/Dark Themes');
  await front.locator('body.vscode-light').waitFor();
  await page.mouse.move(900, 2);
  await settle();
  await page.screenshot({ path: `${pictures}front-light.png` });
} finally {
  await browser.close();
  await code.stop();
}
