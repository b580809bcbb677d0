// Puts Fashion-MNIST (60,000 and 10,000 pictures of clothes, MIT licence) into examples/data/fashion as gzipped IDX files,
// out of Debian's package `dataset-fashion-mnist`: 31 MB from the package archive, once, with apt-get. Does nothing where the
// files are already there.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PACKAGE = 'dataset-fashion-mnist';
const folder = fileURLToPath(new URL('../examples/data/fashion/', import.meta.url));
const names = ['train', 't10k'].flatMap((set) => [`${set}-images-idx3-ubyte.gz`, `${set}-labels-idx1-ubyte.gz`]);

if (!names.every((name) => existsSync(join(folder, name)))) {
  const temporary = mkdtempSync(join(tmpdir(), 'lithe-fashion-'));
  try {
    console.error('Downloading Fashion-MNIST (31 MB, once) ...');
    run('apt-get', 'download', PACKAGE);
    const archive = readdirSync(temporary).find((name) => name.endsWith('.deb'));
    if (archive === undefined) fail(`apt-get downloaded no ${PACKAGE}.`);
    run('dpkg-deb', '--extract', archive, 'package');
    const found = readdirSync(join(temporary, 'package'), { recursive: true, withFileTypes: true });
    mkdirSync(folder, { recursive: true });
    for (const name of names) {
      const file = found.find((entry) => entry.name === name);
      if (file === undefined) fail(`${PACKAGE} has no ${name}.`);
      const beside = join(folder, `${name}.${process.pid}.partial`);
      cpSync(join(file.parentPath, name), beside, { dereference: true });
      renameSync(beside, join(folder, name));
    }
    console.error('Fashion-MNIST is in examples/data/fashion.');
  } finally {
    rmSync(temporary, { recursive: true });
  }

  function run(command: string, ...args: string[]): void {
    const { status } = spawnSync(command, args, { cwd: temporary, stdio: ['ignore', 'ignore', 'inherit'] });
    if (status !== 0) fail(`\`${command} ${args.join(' ')}\` failed: it needs Debian's tools and its package archive.`);
  }
}

function fail(problem: string): never {
  console.error(problem);
  process.exit(1);
}
