import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { LitheError } from '../../../runtime/errors.ts';
import { removePartials, writeWhole } from '../../../runtime/run/files.ts';
import { makeRunFolder, type RunRecord, readRunRecord, runFolder } from '../../../runtime/run/folder.ts';
import { lockFolder } from '../../../runtime/run/lock.ts';

const record: RunRecord = {
  format: 1,
  created: '2026-01-02T03:04:05.000Z',
  file: '/home/author/net.lithe',
  text: 'supernet Net {}',
  imports: {},
  search: 'OnDigits',
  overrides: { epochs: 2 },
  seed: 1,
  device: 'cpu',
  data: { 'train.idx': '/home/author/train.idx' },
  space: { name: 'Net', fingerprint: 'abc', subnetworks: '12' },
  versions: { lithe: '0.1.0', node: 'v22', onnxruntime: '1.30.0', platform: 'linux-x64' },
};

function freshRun() {
  return makeRunFolder(mkdtempSync(join(tmpdir(), 'lithe-runs-')), record);
}

describe('run.json', () => {
  test('comes back as it was written', () => {
    const folder = freshRun();
    expect(readRunRecord(folder)).toEqual(record);
    expect(readdirSync(folder.path).sort()).toEqual(['checkpoints', 'run.json']);
  });

  test('that is missing, torn or wrong is refused with its name', () => {
    const folder = freshRun();
    expect(() => readRunRecord(runFolder(`${folder.path}-other`))).toThrow(/no such folder/);
    rmSync(folder.record);
    expect(() => readRunRecord(folder)).toThrow(`${folder.record}: missing`);
    writeFileSync(folder.record, '{"format": 1,');
    expect(() => readRunRecord(folder)).toThrow(`${folder.record}: not JSON`);
    writeFileSync(folder.record, JSON.stringify({ ...record, space: { ...record.space, fingerprint: 3 } }));
    expect(() => readRunRecord(folder)).toThrow(/'space\.fingerprint' is wrong/);
    expect(() => readRunRecord(folder)).toThrow(LitheError);
  });
});

describe('a run folder', () => {
  test('is named after its search and second, and never shared', () => {
    const runs = mkdtempSync(join(tmpdir(), 'lithe-runs-'));
    const paths = [makeRunFolder(runs, record), makeRunFolder(runs, record)].map(({ path }) => path);
    expect(paths).toEqual([join(runs, 'OnDigits-2026-01-02-030405'), join(runs, 'OnDigits-2026-01-02-030405-2')]);
  });

  test('half made by a killed process is removed by the next run', () => {
    const runs = mkdtempSync(join(tmpdir(), 'lithe-runs-'));
    const ended = spawnSync(process.execPath, ['-e', '']).pid;
    mkdirSync(join(runs, `.new.${ended}.partial`, 'checkpoints'), { recursive: true });
    makeRunFolder(runs, record);
    expect(readdirSync(runs)).toEqual(['OnDigits-2026-01-02-030405']);
  });

  test('loses what a killed process left half-written, and nothing else', () => {
    const { path } = freshRun();
    writeWhole(join(path, 'front.csv'), 'id\n');
    writeFileSync(join(path, 'front.csv.123.partial'), 'i');
    expect(removePartials(path)).toEqual(['front.csv.123.partial']);
    expect(readdirSync(path).sort()).toEqual(['checkpoints', 'front.csv', 'run.json']);
  });
});

describe('the lock of a run folder', () => {
  test('keeps a second process out until it is let go', () => {
    const { path } = freshRun();
    const release = lockFolder(path);
    expect(() => lockFolder(path)).toThrow(`process ${process.pid} is working on this run`);
    release();
    lockFolder(path)();
    expect(existsSync(join(path, 'lock'))).toBe(false);
  });

  test('of a process that has ended is taken over', () => {
    const { path } = freshRun();
    const ended = spawnSync(process.execPath, ['-e', '']).pid;
    writeFileSync(join(path, 'lock'), JSON.stringify({ process: ended, host: hostname(), began: '1' }));
    writeFileSync(join(path, `lock.${ended}`), '');
    lockFolder(path)();
    expect(readdirSync(path).sort()).toEqual(['checkpoints', 'run.json']);
  });

  test.runIf(process.platform === 'linux')('of an ended process whose id another one has now is taken over', () => {
    const { path } = freshRun();
    const other = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 20_000)']);
    writeFileSync(join(path, 'lock'), JSON.stringify({ process: other.pid, host: hostname(), began: '1' }));
    lockFolder(path)();
    other.kill();
  });

  test('of another machine is respected', () => {
    const { path } = freshRun();
    writeFileSync(join(path, 'lock'), JSON.stringify({ process: 1, host: 'elsewhere', began: '' }));
    expect(() => lockFolder(path)).toThrow(/on elsewhere is working on this run.*delete/);
    rmSync(path, { recursive: true });
  });
});
