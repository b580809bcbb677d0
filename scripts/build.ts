/** Bundles what is run into dist/: the `lithe` command with its training worker, and what VS Code loads. */
import { chmodSync, mkdirSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildCommandLine } from './build/command-line.ts';
import { buildExtension } from './build/extension.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What an editor loads: its own code, the protocol's client, the server, the page of a front. */
const limits: Readonly<Record<string, number>> = {
  'extension.cjs': 300_000,
  'client.cjs': 500_000,
  'extension-browser.cjs': 500_000,
  'server.js': 1_500_000,
  'server-browser.js': 1_500_000,
  'webview/front.js': 250_000,
};

await Promise.all([buildCommandLine(), buildExtension()]);
chmodSync(`${root}/dist/lithe.js`, 0o755);
linkCommand();
printSizes();

/** The bundles' sizes; one that has grown over its limit fails the build. */
function printSizes(): void {
  for (const [file, limit] of Object.entries(limits)) {
    const bytes = statSync(`${root}/dist/${file}`).size;
    console.log(`${file.padEnd(24)}${kilobytes(bytes)} of ${kilobytes(limit)} kB`);
    if (bytes > limit) throw new Error(`dist/${file} has grown over its limit of ${kilobytes(limit)} kB.`);
  }
}

function kilobytes(bytes: number): string {
  return `${Math.round(bytes / 1000)}`.padStart(5);
}

/** Lets `npx lithe` and npm scripts find the command in a checkout as in a project that has installed it. */
function linkCommand(): void {
  if (process.platform === 'win32') return;
  const link = `${root}/node_modules/.bin/lithe`;
  mkdirSync(`${root}/node_modules/.bin`, { recursive: true });
  rmSync(link, { force: true });
  symlinkSync('../../dist/lithe.js', link);
}
