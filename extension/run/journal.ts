import { open } from 'node:fs/promises';
import type { RunEvent } from '../../runtime/run/events.ts';

export interface JournalListener {
  /** Events appended since the last call. */
  appended(events: readonly RunEvent[]): void;
  /** The journal was replaced by a shorter one: what was told before no longer holds. */
  restarted(): void;
}

/** Reads a growing journal piece by piece. */
export interface JournalReader {
  /** Tells the listener of every whole line since the last call. A file that does not exist yet is empty. */
  read(): Promise<void>;
}

const lineEnd = 0x0a;

/**
 * A reader of `journal.jsonl`. Only whole lines count: a line torn by a kill is cut off by whoever resumes the run,
 * so nothing behind the last line end is remembered. A line that is no event is passed over: what can be shown is shown.
 */
export function readJournal(file: string, listener: JournalListener): JournalReader {
  let consumed = 0;
  return {
    async read() {
      const bytes = await bytesFrom(file, consumed);
      if (bytes === 'shorter') {
        consumed = 0;
        listener.restarted();
        return this.read();
      }
      const whole = bytes.lastIndexOf(lineEnd) + 1;
      if (whole === 0) return;
      consumed += whole;
      const events = bytes
        .subarray(0, whole)
        .toString('utf8')
        .split('\n')
        .flatMap((line) => parsed(line));
      if (events.length > 0) listener.appended(events);
    },
  };
}

/** All that a journal holds now. */
export async function readEvents(file: string): Promise<readonly RunEvent[]> {
  let events: RunEvent[] = [];
  const listener: JournalListener = {
    appended: (fresh) => {
      events = [...events, ...fresh];
    },
    restarted: () => {
      events = [];
    },
  };
  await readJournal(file, listener).read();
  return events;
}

/** Follows a journal until the function given back is called; looks for news a few times a second, which works on every file system. */
export function followJournal(file: string, listener: JournalListener, everyMilliseconds = 250): () => void {
  const reader = readJournal(file, listener);
  let stopped = false;
  const next = async (): Promise<void> => {
    await reader.read();
    if (!stopped) setTimeout(next, everyMilliseconds);
  };
  void next();
  return () => {
    stopped = true;
  };
}

async function bytesFrom(file: string, start: number): Promise<Buffer | 'shorter'> {
  let handle: Awaited<ReturnType<typeof open>>;
  try {
    handle = await open(file, 'r');
  } catch {
    return start > 0 ? 'shorter' : Buffer.alloc(0);
  }
  try {
    const { size } = await handle.stat();
    if (size < start) return 'shorter';
    const bytes = Buffer.alloc(size - start);
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, start);
    return bytes.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

function parsed(line: string): RunEvent[] {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && 'event' in value && 'time' in value
      ? [value as RunEvent]
      : [];
  } catch {
    return [];
  }
}
