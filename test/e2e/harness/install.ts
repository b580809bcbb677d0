import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** code-server is VS Code's own workbench and extension host from the npm registry: 4.139.1 is Code 1.139.1. */
const codeServerVersion = '4.139.1';
/** code-server's modules want this Node; its package holds the headers that they compile against, too. */
const nodeVersion = '24.21.0';

export interface CodeServer {
  readonly node: string;
  readonly entry: string;
}

/** Installs code-server into a cache outside the clone, once for each version: about a minute and 0.8 GB. */
export function installCodeServer(): CodeServer {
  const cache = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache');
  const folder = join(cache, 'lithe-e2e', `code-server-${codeServerVersion}-node-${nodeVersion}`);
  const nodeFolder = join(folder, 'node', 'node_modules', `node-${process.platform}-${process.arch}`);
  const stamp = join(folder, `.ok-${codeServerVersion}-${nodeVersion}`);
  const entry = join(folder, 'cs', 'node_modules', 'code-server', 'out', 'node', 'entry.js');
  const found = { node: join(nodeFolder, 'bin', 'node'), entry };
  if (existsSync(stamp)) return found;

  process.stderr.write(`Installing VS Code (code-server ${codeServerVersion}) into ${folder}, once ...\n`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'node'), { recursive: true });
  mkdirSync(join(folder, 'cs'), { recursive: true });
  writeFileSync(join(folder, 'node', 'package.json'), '{"private":true}');
  npm(join(folder, 'node'), ['i', '--ignore-scripts', `node-${process.platform}-${process.arch}@${nodeVersion}`]);

  const environment = {
    ...process.env,
    PATH: `${join(nodeFolder, 'bin')}:${process.env.PATH}`,
    npm_config_nodedir: nodeFolder,
  };
  const manifest = { private: true, dependencies: { 'code-server': codeServerVersion } };
  writeFileSync(join(folder, 'cs', 'package.json'), JSON.stringify(manifest));
  npm(join(folder, 'cs'), ['i', '--ignore-scripts'], environment);
  const vscode = join(folder, 'cs', 'node_modules', 'code-server', 'lib', 'vscode');
  // Not `npm ci`: its lock file is out of step with its manifest.
  npm(vscode, ['i', '--omit=dev', '--ignore-scripts'], environment);
  const natives = ['@vscode/spdlog', '@vscode/native-watchdog'];
  npm(vscode, ['rebuild', ...natives], environment);
  // `npm rebuild` succeeds where there was nothing to build, so the modules are asked themselves.
  run(found.node, ['-e', natives.map((name) => `require('${name}')`).join(';')], vscode, environment);
  npm(join(vscode, 'extensions'), ['i', '--omit=dev', '--ignore-scripts'], environment);

  writeFileSync(`${stamp}.partial`, '');
  renameSync(`${stamp}.partial`, stamp);
  return found;
}

function npm(folder: string, given: readonly string[], environment: NodeJS.ProcessEnv = process.env): void {
  run('npm', [...given, '--no-audit', '--no-fund', '--loglevel=error'], folder, environment);
}

function run(command: string, given: readonly string[], cwd: string, env: NodeJS.ProcessEnv): void {
  const { status, stderr } = spawnSync(command, given, { cwd, env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${given.join(' ')} failed in ${cwd}:\n${stderr}`);
}
