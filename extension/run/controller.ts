import { dirname } from 'node:path';
import * as vscode from 'vscode';
import { folderOfProcess, runsFolder, workerOf } from './folder.ts';
import { type Lithe, type LitheProcess, reasonIn } from './lithe.ts';

/** Starts, resumes and stops runs. A run is followed through its folder alone, so nothing here remembers one. */
export interface RunController {
  /** The run's folder as soon as it exists; undefined where the run ended before, of which the person is told. */
  start(file: string, search: string): Promise<string | undefined>;
  resume(folder: string, file: string): Promise<void>;
  stop(folder: string): Promise<void>;
  /** Ends the run with the front that it has: stops what works on it, then measures the front on held-out data. */
  conclude(folder: string, file: string): Promise<void>;
  /** The log of the latest process on this folder in this session. */
  log(folder: string): string | undefined;
}

const folderAppearsWithin = 120_000;
/** A step or an evaluation is finished first. */
const stopsWithin = 120_000;

export function createRunController(lithe: Lithe): RunController {
  const logs = new Map<string, string>();
  return {
    async start(file, search) {
      const given = ['run', file, '--search', search, '--runs', runsFolder(file)];
      const process = lithe.start({ arguments: given, folder: dirname(file) });
      const title = `Starting ${search}`;
      const folder = await vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title }, () =>
        folderOf(process, file),
      );
      if (folder === undefined) await tellFailure(`${search} did not start`, process.log);
      else logs.set(folder, process.log);
      return folder;
    },
    resume: (folder, file) => goOn(folder, file, []),
    stop,
    async conclude(folder, file) {
      await stop(folder);
      const deadline = Date.now() + stopsWithin;
      while ((await workerOf(folder))?.lives) {
        if (Date.now() > deadline) {
          void vscode.window.showErrorMessage('The run has not stopped yet: conclude it when it is paused.');
          return;
        }
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
      await goOn(folder, file, ['--conclude']);
    },
    log: (folder) => logs.get(folder),
  };

  async function goOn(folder: string, file: string, given: readonly string[]): Promise<void> {
    const process = lithe.start({ arguments: ['resume', folder, ...given], folder: dirname(file) });
    logs.set(folder, process.log);
    const code = await process.ended;
    if (code !== 0 && code !== 130 && code !== null) await tellFailure('The run did not go on', process.log);
  }
}

async function stop(folder: string): Promise<void> {
  const worker = await workerOf(folder);
  if (worker?.isHere && worker.lives) process.kill(worker.process, 'SIGINT');
  else if (worker?.lives)
    void vscode.window.showInformationMessage('This run works on another machine: stop it there.');
}

/** Waits for the folder that the process makes; undefined where the process ends without one. */
async function folderOf(started: LitheProcess, file: string): Promise<string | undefined> {
  let isOver = false;
  const over = started.ended.then(
    () => {
      isOver = true;
    },
    () => {
      isOver = true;
    },
  );
  const deadline = Date.now() + folderAppearsWithin;
  while (!isOver && Date.now() < deadline) {
    const folder = await folderOfProcess(file, started.id);
    if (folder !== undefined) return folder;
    await Promise.race([over, new Promise((resolve) => setTimeout(resolve, 200))]);
  }
  return undefined;
}

async function tellFailure(what: string, log: string): Promise<void> {
  const show = 'Show Log';
  const answer = await vscode.window.showErrorMessage(`${what}: ${reasonIn(log)}`, show);
  if (answer === show) await vscode.window.showTextDocument(vscode.Uri.file(log));
}
