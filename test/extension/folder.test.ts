import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { folderOfProcess, newestRun, runsFolder, workerOf } from '../../extension/run/folder.ts';

let place: string;
let file: string;

beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'lithe-folder-'));
  file = join(place, 'net.lithe');
});
afterEach(() => rmSync(place, { recursive: true }));

function makeRun(name: string, record: object, lock?: object): string {
  const folder = join(runsFolder(file), name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'run.json'), JSON.stringify(record));
  if (lock) writeFileSync(join(folder, 'lock'), JSON.stringify(lock));
  return folder;
}

it('finds the newest run of a search of this file', async () => {
  expect(await newestRun(file, 'Fast')).toBeUndefined();
  const old = makeRun('b', { file, search: 'Fast', created: '2026-01-01T00:00:00.000Z' });
  expect(await newestRun(file, 'Fast')).toBe(old);
  const newer = makeRun('a', { file, search: 'Fast', created: '2026-02-01T00:00:00.000Z' });
  makeRun('c', { file, search: 'Slow', created: '2026-03-01T00:00:00.000Z' });
  makeRun('d', { file: join(place, 'other.lithe'), search: 'Fast', created: '2026-04-01T00:00:00.000Z' });
  expect(await newestRun(file, 'Fast')).toBe(newer);
});

it('passes over folders that are no runs', async () => {
  mkdirSync(join(runsFolder(file), 'empty'), { recursive: true });
  makeRun('broken', ['not', 'a', 'record']);
  expect(await newestRun(file, 'Fast')).toBeUndefined();
});

it('knows a run by the process that holds its lock', async () => {
  const folder = makeRun('a', { file, search: 'Fast' }, { process: process.pid, host: hostname(), began: '' });
  makeRun('b', { file, search: 'Fast' }, { process: process.pid, host: `not-${hostname()}`, began: '' });
  expect(await folderOfProcess(file, process.pid)).toBe(folder);
  expect(await workerOf(folder)).toEqual({ process: process.pid, isHere: true, lives: true });
});

it('tells a dead worker from one that cannot be asked', async () => {
  const impossible = 2 ** 30;
  const dead = makeRun('a', { file, search: 'Fast' }, { process: impossible, host: hostname(), began: '' });
  const away = makeRun('b', { file, search: 'Fast' }, { process: impossible, host: 'elsewhere', began: '' });
  expect(await workerOf(dead)).toMatchObject({ lives: false });
  expect(await workerOf(away)).toMatchObject({ isHere: false, lives: true });
  expect(await workerOf(makeRun('c', { file, search: 'Fast' }))).toBeUndefined();
});
