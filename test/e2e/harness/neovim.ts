import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const place = '/usr/bin/nvim';

/** Path of a Neovim; installs Debian's where there is none and this process may. */
export function findNeovim(): string {
  const found = [process.env.LITHE_NEOVIM, place].find((path) => path !== undefined && existsSync(path));
  if (found !== undefined) return found;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    process.stderr.write('Installing Neovim with apt-get, once ...\n');
    const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    for (const given of [['update'], ['install', '-y', '--no-install-recommends', 'neovim']]) {
      const { status, stderr } = spawnSync('apt-get', given, { env: environment, encoding: 'utf8' });
      if (status !== 0) throw new Error(`apt-get ${given.join(' ')} failed:\n${stderr}`);
    }
    return findNeovim();
  }
  throw new Error(`This test needs Neovim, and none is at ${place}: apt install neovim, or name one in LITHE_NEOVIM.`);
}
