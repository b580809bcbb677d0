import { closeSync, existsSync, fsyncSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import { LitheError } from '../errors.ts';
import { runEventSchema } from './event-schema.ts';
import type { RunEvent, RunEventBody } from './events.ts';
import { flushFolder } from './files.ts';

/** What a journal held, and how many of its bytes are whole lines. */
export interface HeldJournal {
  readonly events: readonly RunEvent[];
  /** Bytes up to and including the last line's end: what lies behind is a line torn by a kill. */
  readonly bytes: number;
  /** True where a torn line was left out. */
  readonly torn: boolean;
}

/**
 * Reads a run's journal. A last line without its line end was torn by a kill before anyone acted on it and is left out.
 * Throws a LitheError naming file and line for anything else that is not an event.
 */
export function readJournal(file: string): HeldJournal {
  const content = existsSync(file) ? readFileSync(file) : Buffer.alloc(0);
  const bytes = content.lastIndexOf(0x0a) + 1;
  const lines = content.toString('utf8', 0, bytes).split('\n').slice(0, -1);
  return { events: lines.map((line, index) => parseEvent(line, file, index + 1)), bytes, torn: bytes < content.length };
}

function parseEvent(line: string, file: string, number: number): RunEvent {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new LitheError(
      `${file}:${number}: this line is not JSON, so the journal was changed by something other than Lithe: restore the file, or delete this line and all after it.`,
    );
  }
  const checked = runEventSchema.safeParse(value);
  if (checked.success) return checked.data;
  const issue = checked.error.issues[0];
  const where = issue && issue.path.length > 0 ? ` at ${issue.path.join('.')}` : '';
  throw new LitheError(
    `${file}:${number}: not an event of a run${where} (${issue?.message}): restore the file, or delete this line and all after it.`,
  );
}

/** A journal being written: every event is on the disk before `append` returns. */
export interface Journal {
  append(body: RunEventBody): RunEvent;
  close(): void;
}

/**
 * Opens a journal for appending, cutting a torn last line away first.
 * `watch` is told of each event after it was flushed.
 */
export function openJournal(file: string, folder: string, watch?: (event: RunEvent) => void): Journal {
  const isNew = !existsSync(file);
  const descriptor = openSync(file, 'a');
  if (isNew) flushFolder(folder);
  else {
    const held = readJournal(file);
    if (held.torn) {
      const repair = openSync(file, 'r+');
      ftruncateSync(repair, held.bytes);
      fsyncSync(repair);
      closeSync(repair);
    }
  }
  return {
    append(body) {
      const event: RunEvent = { time: new Date().toISOString(), ...body };
      const line = Buffer.from(`${JSON.stringify(event)}\n`);
      for (let written = 0; written < line.length; ) written += writeSync(descriptor, line, written);
      fsyncSync(descriptor);
      watch?.(event);
      return event;
    },
    close: () => closeSync(descriptor),
  };
}
