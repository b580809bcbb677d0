import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildCommandLine } from '../../../scripts/build/command-line.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const bundle = join(root, '.cache', `lithe-${process.pid}`);
export const examples = join(root, 'examples');

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Bundles the command as it is shipped; gives the function that removes it. */
export async function buildLithe(): Promise<() => void> {
  await buildCommandLine(bundle);
  return () => rmSync(bundle, { recursive: true, force: true });
}

/** Starts the real command in a process of its own. */
export function startLithe(...args: string[]): ChildProcess & { readonly ended: Promise<Ended> } {
  return startLitheIn(process.env, ...args);
}

/** In another environment than this one. */
export function startLitheIn(
  env: NodeJS.ProcessEnv,
  ...args: string[]
): ChildProcess & { readonly ended: Promise<Ended> } {
  const child = spawn(process.execPath, [join(bundle, 'lithe.js'), ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (data) => {
    stdout += data;
  });
  child.stderr.on('data', (data) => {
    stderr += data;
  });
  const ended = new Promise<Ended>((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr })));
  return Object.assign(child, { ended });
}

/** Runs the real command to its end. */
export function lithe(...args: string[]): Promise<Ended> {
  return startLithe(...args).ended;
}

export function freshFolder(): string {
  return mkdtempSync(join(tmpdir(), 'lithe-cli-'));
}
