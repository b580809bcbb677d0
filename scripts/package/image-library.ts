import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Platform } from './targets.ts';

const cache = fileURLToPath(new URL('../../.cache/packages', import.meta.url));
const lock = new URL('../../package-lock.json', import.meta.url);

/**
 * A folder with sharp's own library for a platform and the libvips that it needs, fetched by npm once: an installation
 * holds those of its own platform only. Their versions and checksums are the lock file's.
 */
export function imageLibraryFor(platform: Platform): string {
  const { packages } = JSON.parse(readFileSync(lock, 'utf8')) as { packages: Record<string, Locked | undefined> };
  const wanted = [`@img/sharp-${platform}`, `@img/sharp-libvips-${platform}`].flatMap((name) => {
    const locked = packages[`node_modules/${name}`];
    return locked === undefined ? [] : [{ name, ...locked }];
  });
  const folder = join(cache, platform, wanted[0]!.version);
  if (existsSync(join(folder, 'whole'))) return join(folder, 'img');
  rmSync(folder, { recursive: true, force: true });
  for (const one of wanted) unpack(one, join(folder, 'img'));
  writeFileSync(join(folder, 'whole'), '');
  return join(folder, 'img');
}

interface Locked {
  readonly version: string;
  readonly integrity: string;
}

function unpack({ name, version, integrity }: Locked & { readonly name: string }, to: string): void {
  const into = join(to, name.replace('@img/', ''));
  mkdirSync(into, { recursive: true });
  const packed = run('npm', ['pack', `${name}@${version}`, '--json', '--pack-destination', to]);
  // npm tells the packages that it made as a list, or by name.
  const [told] = Object.values(JSON.parse(packed)) as { filename: string; integrity: string }[];
  if (told?.integrity !== integrity) throw new Error(`${name}@${version} is another than the lock file's.`);
  const archive = join(to, told.filename);
  run('tar', ['-xzf', archive, '-C', into, '--strip-components', '1']);
  rmSync(archive);
}

function run(command: string, given: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(command, given, {
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`${command} ${given.join(' ')} failed:\n${stderr}`);
  return stdout;
}
