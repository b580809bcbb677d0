import { readdir, readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import type { RunRecord } from '../../runtime/run/folder.ts';

/** Runs of a file are kept beside it. */
export function runsFolder(file: string): string {
  return join(dirname(file), 'runs');
}

export function journalOf(folder: string): string {
  return join(folder, 'journal.jsonl');
}

/** What was asked of the run; undefined where the folder is not a run's. */
export async function readRecord(folder: string): Promise<RunRecord | undefined> {
  const value = await readJson(join(folder, 'run.json'));
  return isObject(value) && typeof value.search === 'string' && typeof value.file === 'string'
    ? (value as unknown as RunRecord)
    : undefined;
}

/** The newest run of a search; undefined where it has not run. */
export async function newestRun(file: string, search: string): Promise<string | undefined> {
  const runs = await Promise.all(
    (await foldersIn(runsFolder(file))).map(async (folder) => ({ folder, record: await readRecord(folder) })),
  );
  return runs
    .filter(({ record }) => record?.file === file && record.search === search)
    .sort((a, b) => String(a.record?.created).localeCompare(String(b.record?.created)))
    .at(-1)?.folder;
}

/** The folder that a process works on, by the lock that it holds. */
export async function folderOfProcess(file: string, process: number): Promise<string | undefined> {
  for (const folder of await foldersIn(runsFolder(file))) {
    const lock = await readLock(folder);
    if (lock?.process === process && lock.host === hostname()) return folder;
  }
  return undefined;
}

/** The process that works on a run, as its lock tells: it may be on another machine that shares the folder. */
export interface Worker {
  readonly process: number;
  readonly isHere: boolean;
  readonly lives: boolean;
}

/** A worker on another machine cannot be asked, and counts as living. */
export async function workerOf(folder: string): Promise<Worker | undefined> {
  const lock = await readLock(folder);
  if (!lock) return undefined;
  const isHere = lock.host === hostname();
  return { process: lock.process, isHere, lives: !isHere || isAlive(lock.process) };
}

async function readLock(folder: string): Promise<{ process: number; host: string } | undefined> {
  const value = await readJson(join(folder, 'lock'));
  return isObject(value) && typeof value.process === 'number' && typeof value.host === 'string'
    ? { process: value.process, host: value.host }
    : undefined;
}

function isAlive(process_: number): boolean {
  try {
    process.kill(process_, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function foldersIn(runs: string): Promise<string[]> {
  const entries = await readdir(runs, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory()).map((entry) => join(runs, entry.name));
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
