import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Path of a Chromium; installs Debian's where there is none and this process may. */
export function findChromium(): string {
  const asked = process.env.LITHE_CHROMIUM;
  const found = [...(asked ? [asked] : []), ...places].find((place) => existsSync(place));
  if (found) return found;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    process.stderr.write('Installing Chromium with apt-get, once ...\n');
    const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const packages = ['chromium', 'fonts-dejavu-core'];
    for (const given of [['update'], ['install', '-y', '--no-install-recommends', ...packages]]) {
      const { status, stderr } = spawnSync('apt-get', given, { env: environment, encoding: 'utf8' });
      if (status !== 0) throw new Error(`apt-get ${given.join(' ')} failed:\n${stderr}`);
    }
    return findChromium();
  }
  throw new Error(
    `The end-to-end tests need a Chromium, and none is at ${places.join(', ')}: install one (apt install chromium), or name one in LITHE_CHROMIUM.`,
  );
}
