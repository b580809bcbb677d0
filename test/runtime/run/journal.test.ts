import { appendFileSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assert, property, string, uniqueArray } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LitheError } from '../../../runtime/errors.ts';
import type { RunEventBody } from '../../../runtime/run/events.ts';
import { openJournal, readJournal } from '../../../runtime/run/journal.ts';

const evaluation: RunEventBody = {
  event: 'evaluation',
  id: 1,
  source: 'search',
  epoch: 2,
  config: { depth: 3, 'stage.activation': 'relu' },
  metrics: { accuracy: 0.9, macs: 1000 },
};

function freshFolder(): string {
  return mkdtempSync(join(tmpdir(), 'lithe-journal-'));
}

describe('a journal', () => {
  test('gives back what was appended, in order, with the time', () => {
    const folder = freshFolder();
    const file = join(folder, 'journal.jsonl');
    const seen: string[] = [];
    const journal = openJournal(file, folder, (event) => seen.push(event.event));
    journal.append({ event: 'started', process: 7 });
    journal.append(evaluation);
    journal.close();
    const { events, torn } = readJournal(file);
    expect(events).toEqual([
      expect.objectContaining({ event: 'started', process: 7 }),
      expect.objectContaining(evaluation),
    ]);
    expect(Date.parse(events[0]!.time)).toBeGreaterThan(0);
    expect(torn).toBe(false);
    expect(seen).toEqual(['started', 'evaluation']);
  });

  test('cut at any byte gives its whole lines, and goes on from there', () => {
    const folder = freshFolder();
    const file = join(folder, 'journal.jsonl');
    const journal = openJournal(file, folder);
    journal.append({ event: 'started', process: 7 });
    journal.append(evaluation);
    journal.append({ event: 'failed', message: 'the name has an é in it' });
    journal.close();
    const whole = readFileSync(file);
    for (let length = 0; length <= whole.length; length += 1) {
      writeFileSync(file, whole.subarray(0, length));
      const lines = whole.subarray(0, length).toString().split('\n').length - 1;
      expect(readJournal(file).events).toHaveLength(lines);
      const resumed = openJournal(file, folder);
      resumed.append({ event: 'interrupted' });
      resumed.close();
      const { events, torn } = readJournal(file);
      expect(events).toHaveLength(lines + 1);
      expect(events.at(-1)!.event).toBe('interrupted');
      expect(torn).toBe(false);
    }
  });

  test('that something else wrote into is refused with file and line', () => {
    const folder = freshFolder();
    const file = join(folder, 'journal.jsonl');
    const journal = openJournal(file, folder);
    journal.append({ event: 'started', process: 7 });
    journal.close();
    for (const line of ['{"event":', '{"event":"party","time":"2026-01-01T00:00:00Z"}', '[]', '']) {
      writeFileSync(file, `${readFileSync(file, 'utf8').split('\n')[0]}\n`);
      appendFileSync(file, `${line}\n`);
      expect(() => readJournal(file)).toThrow(LitheError);
      expect(() => readJournal(file)).toThrow(`${file}:2: `);
    }
  });

  test('names the field of an event that is wrong', () => {
    const folder = freshFolder();
    const file = join(folder, 'journal.jsonl');
    writeFileSync(
      file,
      `${JSON.stringify({ time: '2026-01-01T00:00:00Z', ...evaluation, metrics: { accuracy: 'high' } })}\n`,
    );
    expect(() => readJournal(file)).toThrow('metrics.accuracy');
  });

  test('holds any text on one line', () => {
    const folder = freshFolder();
    const file = join(folder, 'journal.jsonl');
    assert(
      property(uniqueArray(string({ unit: 'binary' }), { minLength: 1, maxLength: 5 }), (messages) => {
        writeFileSync(file, '');
        const journal = openJournal(file, folder);
        for (const message of messages) journal.append({ event: 'failed', message });
        journal.close();
        expect(readJournal(file).events.map((event) => (event.event === 'failed' ? event.message : ''))).toEqual(
          messages,
        );
      }),
      { numRuns: 50 },
    );
  });
});
