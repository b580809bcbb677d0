import { existsSync, linkSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { LitheError } from '../errors.ts';

interface Holder {
  readonly process: number;
  readonly host: string;
  /** When the process began, as its system counts it: tells a reused process id from the holder. Empty where unknown. */
  readonly began: string;
}

/**
 * Makes this process the only one that works on a run's folder; gives the function that lets go.
 * The lock of a process that no longer lives is taken over. Throws a LitheError where another one holds it.
 */
export function lockFolder(folder: string): () => void {
  const lock = join(folder, 'lock');
  const mine = join(folder, `lock.${process.pid}`);
  const me: Holder = { process: process.pid, host: hostname(), began: processBegan(process.pid) };
  writeFileSync(mine, JSON.stringify(me));
  try {
    // A link fails where the lock exists, in one step and with its content in place.
    for (let attempt = 0; !tryLink(mine, lock); attempt += 1) {
      const holder = readHolder(lock);
      if (holder && (isAlive(holder) || attempt > 8)) throw heldBy(holder, folder, lock);
      takeAway(lock, holder);
    }
  } finally {
    rmSync(mine, { force: true });
  }
  removeLeftovers(folder);
  return () => rmSync(lock, { force: true });
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Renames the dead holder's lock away; where another process was faster, its lock is put back. */
function takeAway(lock: string, dead: Holder | undefined): void {
  const aside = `${lock}.${process.pid}.stale`;
  try {
    renameSync(lock, aside);
  } catch {
    return;
  }
  const taken = readHolder(aside);
  if (taken && taken.process !== dead?.process && isAlive(taken)) tryLink(aside, lock);
  rmSync(aside, { force: true });
}

/** Removes what processes left that were killed while taking the lock. */
function removeLeftovers(folder: string): void {
  for (const name of readdirSync(folder)) {
    const process = /^lock\.(\d+)(\.stale)?$/.exec(name)?.[1];
    if (process !== undefined && !isProcessAlive(Number(process))) {
      rmSync(join(folder, name), { force: true });
    }
  }
}

function readHolder(lock: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(lock, 'utf8')) as Holder;
  } catch {
    return undefined;
  }
}

/** A holder on another machine cannot be asked, and counts as alive. */
function isAlive(holder: Holder): boolean {
  if (holder.host !== hostname()) return true;
  return isProcessAlive(holder.process) && holder.began === processBegan(holder.process);
}

/** False where no process of this id is on this machine; a process of another user refuses the signal, and lives. */
export function isProcessAlive(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** Field 22 of Linux's /proc/<id>/stat, counted behind the name, which may hold blanks. Empty for one that has ended. */
function processBegan(id: number): string {
  const stat = `/proc/${id}/stat`;
  if (!existsSync(stat)) return '';
  const text = readFileSync(stat, 'utf8');
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const isZombie = fields[0] === 'Z';
  return isZombie ? '' : (fields[19] ?? '');
}

function heldBy(holder: Holder, folder: string, lock: string): LitheError {
  const where = holder.host === hostname() ? '' : ` on ${holder.host}`;
  return new LitheError(
    `${folder}: process ${holder.process}${where} is working on this run: stop it first${where ? `, or delete ${lock} if it no longer runs` : ''}.`,
  );
}
