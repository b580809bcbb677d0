import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { findChromium } from '../../../scripts/browser/chromium.ts';
import { thisPlatform } from '../../../scripts/package/targets.ts';
import { installCodeServer } from './install.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Before all suites: VS Code, a browser, the extension packed as it ships, and the digits. */
export default function setup(): void {
  installCodeServer();
  findChromium();
  const packages = ['scripts/package.ts', ...['--target', thisPlatform(), '--target', 'web']];
  for (const script of [['scripts/generate.ts'], ['scripts/build.ts'], packages, ['scripts/digits.ts']]) {
    const { status, stderr } = spawnSync(process.execPath, script, { cwd: root, encoding: 'utf8' });
    if (status !== 0) throw new Error(`${script.join(' ')} failed:\n${stderr}`);
  }
}
