import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, FrameLocator, Locator, Page } from 'playwright-core';

const pictures = fileURLToPath(new URL('../../../out/screenshots', import.meta.url));

/** VS Code's window, by what a person does in it. */
export interface Workbench {
  readonly page: Page;
  /** Opens a file of the workspace and gives its editor. */
  openFile(name: string): Promise<Locator>;
  /** Runs a command of the palette by its full title. */
  command(title: string): Promise<void>;
  /** The full titles of the palette's commands that fit a text. */
  commandsNamed(text: string): Promise<string[]>;
  /** Puts the cursor at a line and column, both from 1. */
  goTo(line: number, column: number): Promise<void>;
  /** As a person reloads the window: all that is open is there again. */
  reload(): Promise<void>;
  /** The content of the webview that is shown. */
  webview(): FrameLocator;
  /** A picture under out/screenshots. */
  picture(name: string): Promise<void>;
  close(): Promise<void>;
}

export async function openWorkbench(
  browser: Browser,
  url: string,
  folder: string,
  size = { width: 1600, height: 1000 },
): Promise<Workbench> {
  const context = await browser.newContext({ viewport: size, permissions: ['clipboard-read', 'clipboard-write'] });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  await page.goto(`${url}/?folder=${encodeURIComponent(folder)}`, { waitUntil: 'domcontentloaded' });
  await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor({ timeout: 90_000 });
  const quickInput = page.locator('.quick-input-widget input');
  const quickRows = page.locator('.quick-input-list .monaco-list-row');
  /** Opens the quick input and fills it in. It closes by itself where the focus moves on just then: it is opened again. */
  const ask = async (key: string, text: string): Promise<void> => {
    for (let attempt = 1; ; attempt += 1) {
      await page.keyboard.press(key);
      try {
        return await quickInput.fill(text, { timeout: 3_000 });
      } catch (error) {
        if (attempt === 5) throw error;
        await page.keyboard.press('Escape');
      }
    }
  };
  const command = async (title: string): Promise<void> => {
    await ask('F1', `>${title}`);
    await quickRows.filter({ hasText: title }).first().click();
  };
  return {
    page,
    async openFile(name) {
      await ask('Control+P', name);
      await quickRows.filter({ hasText: name }).first().waitFor();
      await page.keyboard.press('Enter');
      const editor = page.locator(`.editor-group-container .monaco-editor[data-uri$="/${name}"]`).first();
      await editor.locator('.view-line').first().waitFor();
      return editor;
    },
    command,
    async commandsNamed(text) {
      await ask('F1', `>${text}`);
      await quickRows.first().waitFor();
      const titles = await quickRows.locator('.label-name').allTextContents();
      await page.keyboard.press('Escape');
      return titles;
    },
    async goTo(line, column) {
      await ask('Control+G', `:${line}:${column}`);
      await page.keyboard.press('Enter');
    },
    async reload() {
      const loaded = page.waitForEvent('domcontentloaded', { timeout: 90_000 });
      await command('Developer: Reload Window');
      await loaded;
      await page.locator('.editor-group-container .tab').first().waitFor({ timeout: 90_000 });
    },
    webview: () =>
      page.locator('iframe.webview.ready').filter({ visible: true }).contentFrame().frameLocator('#active-frame'),
    async picture(name) {
      mkdirSync(pictures, { recursive: true });
      await page.screenshot({ path: join(pictures, `${name}.png`) });
    },
    close: () => context.close(),
  };
}
