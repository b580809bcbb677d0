/** Bundles what is run into dist/: the `lithe` command with its training worker, and what VS Code loads. */
import { chmodSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildCommandLine } from './build/command-line.ts';
import { buildExtension } from './build/extension.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

await Promise.all([buildCommandLine(), buildExtension()]);
chmodSync(`${root}/dist/lithe.js`, 0o755);
linkCommand();

/** Lets `npx lithe` and npm scripts find the command in a checkout as in a project that has installed it. */
function linkCommand(): void {
  if (process.platform === 'win32') return;
  const link = `${root}/node_modules/.bin/lithe`;
  mkdirSync(`${root}/node_modules/.bin`, { recursive: true });
  rmSync(link, { force: true });
  symlinkSync('../../dist/lithe.js', link);
}
