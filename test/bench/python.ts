import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** The interpreter of a virtual environment that holds the packages named; what is absent is installed. */
export function python(...packages: string[]): string {
  const folder = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'lithe-torch');
  const bin = join(folder, 'bin', 'python');
  const stamp = join(folder, 'installed');
  const held = existsSync(stamp) ? readFileSync(stamp, 'utf8').split(' ') : [];
  const absent = packages.filter((name) => !held.includes(name));
  if (absent.length > 0) {
    process.stderr.write(`Installing ${absent.join(', ')} into ${folder} (PyTorch is several GB, once) ...\n`);
    const install = (command: string, ...rest: string[]): void => {
      if (spawnSync(command, rest, { stdio: ['ignore', 'ignore', 'inherit'] }).status === 0) return;
      process.stderr.write('PyTorch cannot be installed here: it needs python3 with venv, and its registry.\n');
      process.exit(1);
    };
    if (!existsSync(bin)) install('python3', '-m', 'venv', folder);
    install(bin, '-m', 'pip', 'install', '--quiet', ...absent);
    writeFileSync(stamp, [...new Set([...held, ...packages])].join(' '));
  }
  return bin;
}
