import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildLithe, type Ended, freshFolder, lithe } from './lithe.ts';
import { writeTinySearch } from './tiny-search.ts';

let removeBundle: () => void;
let file: string;
let finished: Ended;
let run: string;
beforeAll(async () => {
  removeBundle = await buildLithe();
  file = writeTinySearch((text) => text.replace('epochs 3', 'epochs 2').replace('evaluations: 40', 'evaluations: 20'));
  finished = await lithe('run', file, '--runs', join(dirname(file), 'runs'), '--seed', '5');
  run = finished.stdout.trim();
}, 120_000);
afterAll(() => removeBundle());

interface Json {
  readonly objectives: readonly object[];
  readonly reference: Readonly<Record<string, number>>;
  readonly hypervolume: number;
  readonly knee: number;
  readonly control: { readonly hypervolume: number; readonly evaluations: number };
  readonly points: readonly {
    readonly id: number;
    readonly config: object;
    readonly metrics: Readonly<Record<string, number>>;
    readonly test: { readonly accuracy: number; readonly correct: number; readonly count: number };
  }[];
}

const frontOf = async (folder: string): Promise<Json> => JSON.parse((await lithe('front', folder, '--json')).stdout);

/** A copy of the run that a test may spoil. */
function copyOfRun(): string {
  const copy = join(freshFolder(), 'run');
  cpSync(run, copy, { recursive: true });
  return copy;
}

describe('lithe run', () => {
  test('prints the folder last and its progress as plain lines where stderr is no terminal', () => {
    expect(finished.code, finished.stderr).toBe(0);
    expect(finished.stdout).toBe(`${run}\n`);
    expect(finished.stderr).toMatch(/epoch 2\/2: loss \d\.\d+, largest [\d.]+ %, smallest [\d.]+ %/);
    expect(finished.stderr).toMatch(/search on epoch 2: 20\/20 evaluations, hypervolume 0\.\d+/);
    expect(finished.stderr).not.toContain('\u001b');
    expect(readdirSync(run).sort()).toEqual(['checkpoints', 'front.csv', 'journal.jsonl', 'run.json']);
  });

  test('records what was asked, so that the folder alone is enough', () => {
    const record = JSON.parse(readFileSync(join(run, 'run.json'), 'utf8'));
    expect(record).toMatchObject({ seed: 5, search: 'OnPatterns', space: { name: 'Tiny', subnetworks: '258' } });
    expect(record.text).toBe(readFileSync(file, 'utf8'));
    expect(Object.values(record.data)).toContain(join(dirname(file), 'train.idx3-ubyte'));
  });
});

describe('lithe front', () => {
  test('gives as JSON the members that nothing dominates, measured on held-out samples', async () => {
    const front = await frontOf(run);
    expect(front.objectives).toEqual([
      { name: 'accuracy', goal: 'maximize' },
      { name: 'macs', goal: 'minimize' },
    ]);
    expect(front.hypervolume).toBeGreaterThan(0);
    expect(front.hypervolume).toBeLessThan(1);
    expect(front.control.evaluations).toBe(24);
    expect(front.points.map(({ id }) => id)).toContain(front.knee);
    for (const { metrics, test: held } of front.points) {
      expect(metrics.accuracy).toBe(metrics.correct! / metrics.count!);
      expect([metrics.count, held.count]).toEqual([64, 100]);
    }
    const sorted = front.points.toSorted((a, b) => a.metrics.macs! - b.metrics.macs!);
    expect(front.points).toEqual(sorted);
    for (let index = 1; index < sorted.length; index += 1) {
      expect(sorted[index]!.metrics.accuracy).toBeGreaterThanOrEqual(sorted[index - 1]!.metrics.accuracy!);
    }
  });

  test('prints a table, a CSV like front.csv, and an SVG', async () => {
    const points = (await frontOf(run)).points.length;
    const table = (await lithe('front', run)).stdout;
    expect(table.split('\n')).toHaveLength(points + 5);
    expect(table).toContain('knee');
    expect((await lithe('front', run, '--format', 'csv')).stdout).toBe(readFileSync(join(run, 'front.csv'), 'utf8'));
    expect((await lithe('front', run, '--format', 'svg')).stdout).toMatch(/^<svg [\s\S]*<\/svg>\n$/);
  });

  test('needs neither the .lithe file nor the data', async () => {
    const copy = copyOfRun();
    const record = JSON.parse(readFileSync(join(copy, 'run.json'), 'utf8'));
    writeFileSync(join(copy, 'run.json'), JSON.stringify({ ...record, file: '/nowhere/tiny.lithe' }));
    expect(await frontOf(copy)).toEqual(await frontOf(run));
  });
});

describe('lithe export', () => {
  test('gives a file that is as good under ONNX Runtime alone as the front says', async () => {
    const { points, knee } = await frontOf(run);
    const [first] = points;
    const choices = Object.entries(first!.config).map(([path, value]) => `${path}: ${value}`);
    const declared = (name: string, lines: readonly string[]) =>
      `configuration ${name} of Tiny { ${lines.join('; ')} }\n`;
    writeFileSync(file, `${readFileSync(file, 'utf8')}${declared('First', choices)}`);
    const best = points.toSorted((a, b) => b.metrics.accuracy! - a.metrics.accuracy!)[0]!;
    for (const [pick, id] of [
      ['knee', knee],
      ['best:accuracy', best.id],
      [String(first!.id), first!.id],
      ['First', first!.id],
    ] as const) {
      const onnx = join(freshFolder(), 'network.onnx');
      const { code, stdout, stderr } = await lithe('export', run, '--pick', pick, '-o', onnx, '--json');
      expect(code, stderr).toBe(0);
      const made = JSON.parse(stdout);
      const point = points.find((member) => member.id === id)!;
      expect(made).toMatchObject({ file: onnx, id, config: point.config, metrics: point.metrics });
      expect(made.verified.metrics.correct).toBe(point.metrics.correct);
      expect(made.verified.difference).toBeLessThanOrEqual(1e-5);
      const script = fileURLToPath(new URL('../../../examples/run-exported.mjs', import.meta.url));
      const data = ['test.idx3-ubyte', 'test.idx1-ubyte'].map((name) => join(dirname(file), name));
      const alone = spawnSync(process.execPath, [script, onnx, ...data, '0.5', '0.25'], { encoding: 'utf8' });
      expect(point.test).toMatchObject(JSON.parse(alone.stdout));
    }
  });

  test('says what could be picked, and writes nothing', async () => {
    const onnx = join(freshFolder(), 'network.onnx');
    const unknown = await lithe('export', run, '--pick', '4711', '-o', onnx);
    expect([unknown.code, unknown.stdout]).toEqual([1, '']);
    expect(unknown.stderr).toMatch(/^--pick 4711: .*knee, best:METRIC, or one of the front's [\d, ]+\.\n$/);
    const unnamed = await lithe('export', run, '--pick', 'Nobody', '-o', onnx);
    expect(unnamed.stderr).toMatch(/^--pick Nobody: .*no configuration of that name: give knee/);
    expect((await lithe('export', run, '--pick', 'best:beauty', '-o', onnx)).stderr).toMatch(/this run has accuracy/);
    expect(existsSync(onnx)).toBe(false);
  });
});

/** One line that names the place, exit code 1, and no stack. */
function expectOneLine({ code, stdout, stderr }: Ended, pattern: RegExp): void {
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(pattern);
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  expect(stderr).not.toMatch(/\bat .*:\d+:\d+\)/);
}

describe('what is wrong ends in one line that names the place and what to do', () => {
  const runs = (): string => join(freshFolder(), 'runs');

  test.each([
    ['an unknown operator', (text: string) => text.replace('    relu', '    relo'), /tiny\.lithe:10:5: .*relo.*relu/],
    ['a shape that does not fit', (text: string) => text.replace('  global_pool\n', ''), /tiny\.lithe:12:15: .*linear/],
    [
      'a missing data file',
      (text: string) => text.replace('"train.idx3', '"gone.idx3'),
      /tiny\.lithe:17:\d+: .*gone\.idx3-ubyte/,
    ],
    [
      'data of another size',
      (text: string) => text.replace('image[1, 8, 8]', 'image[1, 9, 9]'),
      /tiny\.lithe:17:\d+: .*8, 8.*9, 9/,
    ],
  ])('%s', async (_, change, pattern) => {
    const folder = runs();
    expectOneLine(await lithe('run', writeTinySearch(change), '--runs', folder), pattern);
    expect(existsSync(folder)).toBe(false);
  });

  /** An interrupted run: the journal up to the last epoch, whose checkpoints are there. */
  function stopped(): string {
    const copy = copyOfRun();
    const journal = join(copy, 'journal.jsonl');
    const lines = readFileSync(journal, 'utf8').split('\n');
    const end = lines.findIndex((line) => line.includes('"phase":"control"'));
    writeFileSync(journal, `${lines.slice(0, end).join('\n')}\n`);
    return copy;
  }

  test('a truncated checkpoint: an older one is used, and without one the run waits for help', {
    timeout: 60_000,
  }, async () => {
    const copy = stopped();
    const folder = join(copy, 'checkpoints');
    const [older, newest] = readdirSync(folder)
      .sort()
      .map((name) => join(folder, name));
    truncateSync(newest!, 1000);
    expectOneLine(
      await lithe('export', copy, '--pick', 'knee', '-o', join(copy, 'x.onnx')),
      /step-0+\d+\.safetensors.*resume/,
    );
    expect(existsSync(join(copy, 'x.onnx'))).toBe(false);
    const journal = readFileSync(join(copy, 'journal.jsonl'), 'utf8');
    renameSync(older!, `${older}.aside`);
    expectOneLine(await lithe('resume', copy), /step-0+\d+\.safetensors.*delete it/);
    expect(readFileSync(join(copy, 'journal.jsonl'), 'utf8').startsWith(journal)).toBe(true);
    renameSync(`${older}.aside`, older!);
    const resumed = await lithe('resume', copy);
    expect(resumed.code).toBe(0);
    expect(resumed.stderr).toMatch(/warning: .*step-0+\d+\.safetensors.*goes on from .*step-/);
    expect(readFileSync(join(copy, 'front.csv'), 'utf8')).toBe(readFileSync(join(run, 'front.csv'), 'utf8'));
  });

  test('all checkpoints deleted: training begins anew, evaluations are kept', { timeout: 60_000 }, async () => {
    const copy = stopped();
    rmSync(join(copy, 'checkpoints'), { recursive: true });
    const resumed = await lithe('resume', copy);
    expect([resumed.code, resumed.stderr.match(/no checkpoint is left/g)?.length], resumed.stderr).toEqual([0, 1]);
    expect(readFileSync(join(copy, 'front.csv'), 'utf8')).toBe(readFileSync(join(run, 'front.csv'), 'utf8'));
  });

  test('a run folder of another space', async () => {
    const copy = copyOfRun();
    const record = JSON.parse(readFileSync(join(copy, 'run.json'), 'utf8'));
    const other = record.text.replace('[2, 4, 6]', '[2, 4, 8]');
    writeFileSync(join(copy, 'run.json'), JSON.stringify({ ...record, text: other }));
    for (const args of [
      ['resume', copy],
      ['front', copy],
      ['export', copy, '--pick', 'knee', '-o', 'x.onnx'],
    ]) {
      expectOneLine(await lithe(...args), /run\.json: .*another space.*restore/);
    }
  });

  test('a journal of another space', async () => {
    const copy = copyOfRun();
    const journal = join(copy, 'journal.jsonl');
    writeFileSync(journal, readFileSync(journal, 'utf8').replaceAll('layer[0].width', 'stage[0].width'));
    expectOneLine(
      await lithe('front', copy),
      /journal\.jsonl:\d+: .*not of the super-network Tiny .*stage\[0\]\.width/,
    );
  });

  test('data that have gone since', async () => {
    const copy = stopped();
    const record = JSON.parse(readFileSync(join(copy, 'run.json'), 'utf8'));
    writeFileSync(join(copy, 'run.json'), JSON.stringify({ ...record, file: '/nowhere/tiny.lithe' }));
    expectOneLine(await lithe('resume', copy), /\/nowhere\/.*train\.idx3-ubyte/);
  });
});

describe('lithe latency', () => {
  test('times a sub-network by the threads and samples asked for', async () => {
    const { code, stdout, stderr } = await lithe('latency', run, '--pick', 'knee', '--threads', '1', '--json');
    expect(code, stderr).toBe(0);
    const { id, threads, batch, device, runs, median, quartiles } = JSON.parse(stdout);
    expect({ id, threads, batch, device }).toEqual({
      id: (await frontOf(run)).knee,
      threads: 1,
      batch: 1,
      device: 'cpu',
    });
    expect(runs).toBeGreaterThanOrEqual(20);
    expect(quartiles[0]).toBeGreaterThan(0);
    expect(quartiles[0]).toBeLessThanOrEqual(median);
    expect(quartiles[1]).toBeGreaterThanOrEqual(median);
    const told = await lithe('latency', run, '--pick', String(id), '--batch', '4', '--threads', '2');
    expect(told.stdout).toMatch(
      /^#\d+: [\d.]+ ms for 4 samples \(half of \d+ runs within [\d.]+ to [\d.]+ ms; cpu, 2 threads\)\n$/,
    );
  });

  test('says what is wrong in a line', async () => {
    const { code, stderr } = await lithe('latency', run, '--pick', '99999');
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^--pick 99999: no evaluation.*\n$/)]);
  });
});
