import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { frontPage } from '../../../extension/front/html.ts';
import type { FromWebview, RunDescription, ToWebview } from '../../../extension/front/messages.ts';
import type { RunEvent } from '../../../runtime/run/events.ts';

const origin = 'http://front.test';
const assets = fileURLToPath(new URL('../../../dist/webview/', import.meta.url));
const themes: Readonly<Record<string, Readonly<Record<string, string>>>> = JSON.parse(
  readFileSync(new URL('../../fixtures/themes.json', import.meta.url), 'utf8'),
);

/** VS Code's own themes, as `test/e2e/themes.ts` found them; VS Code tells a page by the classes of its body. */
export const themeClasses = {
  dark: 'vscode-dark',
  light: 'vscode-light',
  'high-contrast': 'vscode-high-contrast',
  'high-contrast-light': 'vscode-high-contrast vscode-high-contrast-light',
} as const;

export interface FrontOptions {
  readonly width: number;
  readonly height?: number;
  readonly run: RunDescription;
  /** What is told at once. */
  readonly events: readonly RunEvent[];
  readonly theme?: keyof typeof themeClasses;
  /** What VS Code kept of an earlier page. */
  readonly state?: unknown;
}

/** The page of a front outside VS Code. */
export interface OpenFront {
  readonly page: Page;
  /** What the page has asked for. */
  readonly said: readonly FromWebview[];
  /** What stands on the console. */
  readonly problems: readonly string[];
  /** What the page wants kept, as it would be read by a later one. */
  kept(): Promise<unknown>;
  tell(message: ToWebview): Promise<void>;
}

/** The page of a front as the webview gets it, policy and all, with a run told to it; and what it says back. */
export async function openFront(browser: Browser, options: FrontOptions): Promise<OpenFront> {
  const { width, height = 900, run, events, theme, state } = options;
  const page = await browser.newPage({ viewport: { width, height }, reducedMotion: 'reduce' });
  const said: FromWebview[] = [];
  const problems: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(String(error)));
  const { promise: isReady, resolve: tellReady } = Promise.withResolvers<void>();
  await page.exposeFunction('say', (message: FromWebview) => {
    said.push(message);
    if (message.kind === 'ready') tellReady();
  });
  await page.addInitScript(
    `window.acquireVsCodeApi = () => ({
      postMessage: window.say,
      setState(state) { window.kept = JSON.stringify(state); },
      getState: () => JSON.parse(window.kept ?? ${JSON.stringify(JSON.stringify(state ?? null))}),
    })`,
  );
  await page.route(`${origin}/**`, (route) => {
    const name = new URL(route.request().url()).pathname.slice(1);
    const sources = { origin, script: `${origin}/front.js`, style: `${origin}/style.css`, nonce: 'n0nce' };
    const body = name === '' ? frontPage(sources) : readFileSync(`${assets}${name}`);
    const type = name === '' ? 'text/html' : name.endsWith('.css') ? 'text/css' : 'text/javascript';
    return route.fulfill({ body, contentType: type });
  });
  await page.goto(`${origin}/`);
  if (theme !== undefined) await page.evaluate(dressed(theme));
  const tell = (message: ToWebview) => page.evaluate<void>(`postMessage(${JSON.stringify(message)}, '*')`);
  await isReady;
  await tell({ kind: 'run', run, events });
  await page.locator('.facts .state').waitFor();
  const kept = async () => JSON.parse(await page.evaluate<string>('window.kept'));
  return { page, said, problems, kept, tell };
}

/** As VS Code sets a theme on a webview. */
function dressed(theme: keyof typeof themeClasses): string {
  const variables = Object.entries(themes[theme]!);
  return `document.body.className = ${JSON.stringify(themeClasses[theme])};
    for (const [name, value] of ${JSON.stringify(variables)}) document.documentElement.style.setProperty(name, value);
    document.documentElement.style.setProperty('--vscode-font-family', 'system-ui, sans-serif');`;
}
