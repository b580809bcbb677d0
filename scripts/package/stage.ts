import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { imageLibraryFor } from './image-library.ts';
import { manifestFor } from './manifest.ts';
import type { Platform, Target } from './targets.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const everywhere = [
  'docs/reference/problems.md',
  'syntaxes',
  'snippets',
  'extension/icon.png',
  'language-configuration.json',
  'README.md',
  'CHANGELOG.md',
  'LICENSE',
];
const bundlesInBrowsers = ['extension-browser.cjs', 'server-browser.js'];

/** Where a package is put together. */
export function stagedFolder(target: Target): string {
  return join(root, 'out', 'package', target);
}

/** Makes a folder with nothing but what is shipped to a target, so that nothing gets in that nobody named. */
export function stage(target: Target): string {
  const staged = stagedFolder(target);
  const copy = (from: string, to = from) => copyInto(staged, join(root, from), to);
  rmSync(staged, { recursive: true, force: true });
  for (const shipped of everywhere) copy(shipped);
  const isForBrowsers = target === 'web';
  for (const bundle of readdirSync(join(root, 'dist')))
    if (bundlesInBrowsers.includes(bundle) === isForBrowsers) copy(`dist/${bundle}`);
  if (!isForBrowsers) {
    copy('docs/walkthrough');
    stageLibraries(staged, target);
  } else rmSync(join(staged, 'dist', 'webview'), { recursive: true, force: true });
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  writeFileSync(join(staged, 'package.json'), `${JSON.stringify(manifestFor(target, manifest), null, 2)}\n`);
  return staged;
}

/** Beside the bundles, where these find them; installers' own dependencies and other platforms' libraries stay out. */
function stageLibraries(staged: string, platform: Platform): void {
  const copy = (part: string) => copyInto(staged, join(root, 'node_modules', part), `dist/node_modules/${part}`);
  copy('onnxruntime-common/package.json');
  copy('onnxruntime-common/dist/cjs');
  const native = `bin/napi-v6/${platform.replace('-', '/')}`;
  for (const part of ['package.json', 'dist', native]) copy(`onnxruntime-node/${part}`);
  for (const name of ['sharp', 'detect-libc', 'semver', '@img/colour']) copy(name);
  // What decodes pictures.
  const image = imageLibraryFor(platform);
  for (const name of readdirSync(image)) copyInto(staged, join(image, name), `dist/node_modules/@img/${name}`);
}

function copyInto(staged: string, from: string, to: string): void {
  if (!existsSync(from))
    throw new Error(`${from} is to be packed and is not there: npm run build makes what is built.`);
  mkdirSync(dirname(join(staged, to)), { recursive: true });
  cpSync(from, join(staged, to), {
    recursive: true,
    // Maps from bundles to sources are of use in a checkout only.
    filter: (path) => !path.endsWith('.map'),
  });
}
