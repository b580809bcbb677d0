import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Target, thisPlatform } from '../../../scripts/package/targets.ts';
import { installCodeServer } from './install.ts';

const packages = fileURLToPath(new URL('../../../out/', import.meta.url));

/** A running VS Code with a home, settings and extensions of its own. */
export interface RunningCode {
  readonly url: string;
  /** Folder of what VS Code and its extensions log. */
  readonly logs: string;
  stop(): Promise<void>;
}

interface StartOptions {
  /** Which package is installed; this machine's where none is named. */
  readonly target?: Target;
  /** False: every folder is looked at in Restricted Mode. */
  readonly isTrusting?: boolean;
  /** Values of the user's settings. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Further arguments of code-server. */
  readonly arguments?: readonly string[];
}

/** Starts VS Code with the packed extension installed. */
export async function startCode({
  target = thisPlatform(),
  isTrusting = true,
  settings = {},
  arguments: more = [],
}: StartOptions = {}): Promise<RunningCode> {
  const { node, entry } = installCodeServer();
  const home = mkdtempSync(join(tmpdir(), 'lithe-code-'));
  const user = join(home, 'user-data', 'User');
  mkdirSync(user, { recursive: true });
  const quiet = {
    'workbench.startupEditor': 'none',
    'chat.disableAIFeatures': true,
    'workbench.secondarySideBar.defaultVisibility': 'hidden',
    'files.simpleDialog.enable': true,
    // As on a desktop. An automatic save that is still being written while its edit is undone leaves the edit on disk
    // under a document that VS Code takes for saved.
    'files.autoSave': 'off',
    'extensions.ignoreRecommendations': true,
  };
  writeFileSync(join(user, 'settings.json'), JSON.stringify({ ...quiet, ...settings }));
  const places = ['--user-data-dir', join(home, 'user-data'), '--extensions-dir', join(home, 'extensions')];
  const env = {
    HOME: home,
    PATH: `${dirname(node)}:/usr/bin:/bin`,
    LANG: 'C.UTF-8',
    EXTENSIONS_GALLERY: '{"serviceUrl":""}',
  };
  const packed = join(packages, `lithe-${target}.vsix`);
  const installed = spawnSync(node, [entry, ...places, '--install-extension', packed], { env, encoding: 'utf8' });
  if (installed.status !== 0) throw new Error(`${packed} was not installed:\n${installed.stdout}${installed.stderr}`);
  const given = [
    ...['--auth', 'none', '--bind-addr', '127.0.0.1:0', '--disable-telemetry', '--disable-update-check'],
    ...(isTrusting ? ['--disable-workspace-trust'] : []),
    '--disable-getting-started-override',
  ];
  const server = spawn(node, [entry, ...given, ...places, ...more], { env });
  const url = await addressOf(server);
  return {
    url,
    logs: join(home, 'user-data', 'logs'),
    async stop() {
      const ended = new Promise((resolve) => server.once('exit', resolve));
      server.kill('SIGTERM');
      await ended;
      rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}

/** The address that the server tells once it listens. */
function addressOf(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let told = '';
    const listen = (chunk: Buffer) => {
      told += chunk;
      const url = /listening on (http:\/\/[\d.:]+)/i.exec(told)?.[1];
      if (url) resolve(url);
    };
    server.stdout?.on('data', listen);
    server.stderr?.on('data', listen);
    server.once('exit', (code) => reject(new Error(`code-server ended with ${code}:\n${told}`)));
  });
}
