// Packs the built extension as out/lithe.vsix for the platform that this runs on: ONNX Runtime's library is native.
// A folder with nothing but what is shipped is made first, so that nothing gets in that nobody named.
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createVSIX } from '@vscode/vsce';

const root = fileURLToPath(new URL('..', import.meta.url));
const staged = join(root, 'out', 'package');
const { platform, arch } = process;

rmSync(staged, { recursive: true, force: true });
for (const shipped of [
  'dist',
  'syntaxes',
  'snippets',
  'docs/walkthrough',
  'extension/icon.png',
  'language-configuration.json',
  'README.md',
  'CHANGELOG.md',
  'LICENSE',
])
  copy(shipped, shipped);

// Beside the bundles, where these find it; its installer's own dependencies and other platforms' libraries stay out.
const modules = 'dist/node_modules';
copy('node_modules/onnxruntime-common/package.json', `${modules}/onnxruntime-common/package.json`);
copy('node_modules/onnxruntime-common/dist/cjs', `${modules}/onnxruntime-common/dist/cjs`);
for (const part of ['package.json', 'dist', `bin/napi-v6/${platform}/${arch}`])
  copy(`node_modules/onnxruntime-node/${part}`, `${modules}/onnxruntime-node/${part}`);

// What decodes pictures, with the library of this platform alone.
const image = `${platform}-${arch}`;
for (const name of ['sharp', 'detect-libc', 'semver', '@img/colour', `@img/sharp-${image}`])
  copy(`node_modules/${name}`, `${modules}/${name}`);
// On Windows the library is in the package above.
const libvips = `@img/sharp-libvips-${image}`;
if (existsSync(join(root, 'node_modules', libvips))) copy(`node_modules/${libvips}`, `${modules}/${libvips}`);

const {
  scripts,
  devDependencies,
  allowScripts,
  private: _,
  ...manifest
} = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
writeFileSync(join(staged, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);

const packagePath = join(root, 'out', 'lithe.vsix');
await createVSIX({
  cwd: staged,
  packagePath,
  target: `${platform}-${arch}`,
  dependencies: false,
  allowMissingRepository: true,
  skipLicense: true,
  // Pictures of the documentation are not shipped.
  rewriteRelativeLinks: false,
});
console.log(`${packagePath}, ${(statSync(packagePath).size / 1e6).toFixed(1)} MB`);

function copy(from: string, to: string): void {
  mkdirSync(join(staged, to, '..'), { recursive: true });
  cpSync(join(root, from), join(staged, to), {
    recursive: true,
    // Maps from bundles to sources are of use in a checkout only.
    filter: (path) => !path.endsWith('.map'),
  });
}
