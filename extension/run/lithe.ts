import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A `lithe` command under way. */
export interface LitheProcess {
  readonly id: number;
  /** File that holds all it prints. */
  readonly log: string;
  /** The exit code when it ends; null where a signal ended it. */
  readonly ended: Promise<number | null>;
}

/** Starts `lithe` commands: the bundled command line on the editor's own Node. */
export interface Lithe {
  start(options: { readonly arguments: readonly string[]; readonly folder: string }): LitheProcess;
}

/**
 * `tell` is told when a command starts and ends.
 * The process belongs to no one: it prints to a file and lives on when the editor closes, so that a long search is
 * neither stopped nor lost with a window.
 */
export function litheIn(extensionFolder: string, logFolder: string, tell: (line: string) => void): Lithe {
  let number = 0;
  return {
    start({ arguments: given, folder }) {
      mkdirSync(logFolder, { recursive: true });
      number += 1;
      const log = join(logFolder, `${given[0]}-${Date.now()}-${number}.log`);
      const output = openSync(log, 'a');
      try {
        const child = spawn(process.execPath, [join(extensionFolder, 'dist', 'lithe.js'), ...given], {
          cwd: folder,
          detached: true,
          windowsHide: true,
          stdio: ['ignore', output, output],
          env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', NO_COLOR: '1' },
        });
        const ended = new Promise<number | null>((resolve, reject) => {
          child.once('exit', resolve);
          child.once('error', reject);
        });
        child.unref();
        const command = `lithe ${given.join(' ')}`;
        tell(`${command}: started as process ${child.pid}, prints to ${log}`);
        void ended.then(
          (code) => tell(`${command}: ${code === null ? 'ended by a signal' : `exit code ${code}`}`),
          (error) => tell(`${command}: could not be started: ${error}`),
        );
        return { id: child.pid ?? 0, log, ended };
      } finally {
        closeSync(output);
      }
    },
  };
}

/** The line of a log that says why a command failed: the last one, or where it broke down, the error's own. */
export function reasonIn(log: string): string {
  const lines = readFileSync(log, 'utf8')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return lines.find((line) => /^\w*Error\b.*:/.test(line)) ?? lines.at(-1) ?? 'lithe ended without a word.';
}
