import { appendFileSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type JournalReader, readJournal } from '../../extension/run/journal.ts';
import type { RunEvent } from '../../runtime/run/events.ts';
import { generatedRun } from './generated-run.ts';

const { events } = generatedRun();
const lines = events.slice(0, 40).map((event) => `${JSON.stringify(event)}\n`);

let folder: string;
let file: string;
let told: RunEvent[];
let restarts: number;
let reader: JournalReader;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lithe-journal-'));
  file = join(folder, 'journal.jsonl');
  told = [];
  restarts = 0;
  reader = readJournal(file, {
    appended: (fresh) => told.push(...fresh),
    restarted: () => {
      restarts += 1;
      told = [];
    },
  });
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('a journal that grows', () => {
  it('is empty before it exists', async () => {
    await reader.read();
    expect(told).toEqual([]);
  });

  it('tells every event once, however its bytes arrive', async () => {
    const bytes = Buffer.from(lines.join(''));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 600 }), { maxLength: 60 }), async (sizes) => {
        writeFileSync(file, '');
        const heard: RunEvent[] = [];
        const fresh = readJournal(file, { appended: (some) => heard.push(...some), restarted: () => expect.fail() });
        let at = 0;
        for (const size of [...sizes, bytes.length]) {
          appendFileSync(file, bytes.subarray(at, at + size));
          at += size;
          await fresh.read();
        }
        expect(heard).toEqual(events.slice(0, 40));
      }),
      { numRuns: 25 },
    );
  });

  it('forgets a torn line that a resumed run cuts off', async () => {
    writeFileSync(file, lines[0]! + lines[1]!.slice(0, 20));
    await reader.read();
    expect(told).toHaveLength(1);
    truncateSync(file, Buffer.byteLength(lines[0]!));
    await reader.read();
    appendFileSync(file, lines[2]!);
    await reader.read();
    expect(told).toEqual([events[0], events[2]]);
    expect(restarts).toBe(0);
  });

  it('starts over where whole lines vanish', async () => {
    writeFileSync(file, lines.join(''));
    await reader.read();
    writeFileSync(file, lines[5]!);
    await reader.read();
    expect(restarts).toBe(1);
    expect(told).toEqual([events[5]]);
  });

  it('passes over a line that is no event', async () => {
    writeFileSync(file, `${lines[0]}not json\n{"answer":42}\n${lines[1]}`);
    await reader.read();
    expect(told).toEqual(events.slice(0, 2));
  });
});
