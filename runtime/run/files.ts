import {
  closeSync,
  fchmodSync,
  fsyncSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

const PARTIAL = '.partial';

/**
 * Writes a whole file so that a reader sees either the old content or the new one, never a half:
 * beside it first, flushed, then renamed over it. What may be done with an old file may be done with the new one.
 */
export function writeWhole(file: string, content: string | Uint8Array): void {
  const partial = `${file}.${process.pid}${PARTIAL}`;
  const descriptor = openSync(partial, 'w');
  try {
    const old = statSync(file, { throwIfNoEntry: false });
    if (old) fchmodSync(descriptor, old.mode);
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    for (let written = 0; written < bytes.length; ) written += writeSync(descriptor, bytes, written);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(partial, file);
  flushFolder(dirname(file));
}

/** Makes a new or renamed entry of a folder survive a power cut; where folders cannot be opened (Windows) it is left to the system. */
export function flushFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Removes what a killed process left half-written in a folder; gives the names removed. */
export function removePartials(folder: string): string[] {
  const removed = readdirSync(folder).filter((name) => name.endsWith(PARTIAL));
  for (const name of removed) rmSync(join(folder, name), { force: true });
  return removed;
}
