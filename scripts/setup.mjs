// Prepares a fresh clone on any Node from 20 on: installs the locked dependencies, among them the Node 22
// that every other script runs on. Does nothing where the lock file is already installed.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const stamp = `${root}/node_modules/.lithe-installed`;
const lock = readFileSync(`${root}/package-lock.json`, 'utf8');

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== lock) {
  process.stderr.write('Installing dependencies (once) ...\n');
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
    // ONNX Runtime's install step would download CUDA libraries; its CPU and WebGPU libraries are in the package.
    env: { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'skip' },
  });
  if (status !== 0) {
    process.stderr.write('npm ci failed: see its messages above.\n');
    process.exit(status ?? 1);
  }
  writeFileSync(stamp, lock);
}
