import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { manifestFor } from '../../scripts/package/manifest.ts';
import { targetsNamed, thisPlatform } from '../../scripts/package/targets.ts';

const manifest = JSON.parse(readFileSync('package.json', 'utf8'));

it('gives a platform the entry for Node and every contribution', () => {
  const { main, browser, contributes, dependencies, devDependencies } = manifestFor('linux-arm64', manifest);
  expect({ main, browser, devDependencies }).toEqual({ main: manifest.main });
  // `lithe` reads the version of ONNX Runtime there.
  expect(dependencies).toEqual(manifest.dependencies);
  expect(contributes).toEqual(manifest.contributes);
});

it('gives a browser the language alone, and no command that would not answer', () => {
  const { main, browser, contributes, activationEvents } = manifestFor('web', manifest);
  expect({ main, browser, activationEvents }).toEqual({ browser: manifest.browser, activationEvents: [] });
  expect(contributes.languages).toEqual(manifest.contributes.languages);
  const entry = readFileSync('extension/extension-browser.ts', 'utf8');
  const commands = contributes.commands as { command: string }[];
  expect(commands.length).toBeGreaterThan(0);
  for (const { command } of commands) expect(entry).toContain(`registerCommand('${command}'`);
  expect(JSON.stringify(contributes)).not.toMatch(/lithe\.(run|pause|resume)/);
});

it('names the packages that there are', () => {
  expect(targetsNamed(['web', 'win32-x64'])).toEqual(['web', 'win32-x64']);
  expect(targetsNamed(['all'])).toHaveLength(6);
  expect(targetsNamed([])).toEqual([thisPlatform()]);
  expect(() => targetsNamed(['darwin-x64'])).toThrow(/no package for darwin-x64.*linux-x64/);
});
