import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildLithe, lithe } from './lithe.ts';
import { writeTinySearch } from './tiny-search.ts';

let removeBundle: () => void;
beforeAll(async () => {
  removeBundle = await buildLithe();
});
afterAll(() => removeBundle());

const withoutFinetune = (text: string): string => text.replace(/ {2}finetune \{[\s\S]*?\n {2}\}\n/, '');

async function frontOf(change: (text: string) => string, ...options: string[]) {
  const file = writeTinySearch(change);
  const { code, stdout, stderr } = await lithe('run', file, '--runs', join(dirname(file), 'runs'), ...options);
  expect(code, stderr).toBe(0);
  const run = stdout.trim();
  const front = JSON.parse((await lithe('front', run, '--json')).stdout);
  return { run, front, stderr };
}

describe('a search', { timeout: 60_000 }, () => {
  test('of costs alone needs no data, and its sub-networks have no weights to export', async () => {
    const { run, front } = await frontOf((text) =>
      withoutFinetune(text).replace('  data Patterns\n', '').replace('maximize accuracy', 'maximize params'),
    );
    expect(front.points.length).toBeGreaterThan(5);
    expect(front.points[0].metrics.accuracy).toBeUndefined();
    const { code, stderr } = await lithe('export', run, '--pick', 'knee', '-o', join(run, 'x.onnx'));
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^.*names no data.*\n$/)]);
  });

  test('without fine-tuning measures the weights as they are, within what is required', async () => {
    const { run, front } = await frontOf((text) =>
      withoutFinetune(text)
        .replace('  minimize macs\n', '  minimize size\n  require macs <= 10k\n  require accuracy >= 15%\n')
        .replace(/explore .*/, 'explore hvi(initial: 10, batch: 5, evaluations: 20)'),
    );
    expect(front.objectives[1]).toEqual({ name: 'size', goal: 'minimize' });
    const journal = readFileSync(join(run, 'journal.jsonl'), 'utf8').trimEnd().split('\n');
    const evaluations = journal.map((line) => JSON.parse(line)).filter(({ event }) => event === 'evaluation');
    for (const { source, metrics } of evaluations)
      if (source !== 'reference') expect(metrics.macs).toBeLessThanOrEqual(10_000);
    for (const { metrics } of front.points) expect(metrics.accuracy).toBeGreaterThanOrEqual(0.15);
  });

  test('takes the command line in place of what the file says', async () => {
    const { run, front, stderr } = await frontOf(
      (text) => text.replace(/explore .*/, 'explore nsga2(population: 4, evaluations: 300)'),
      ...['--epochs', '1', '--evaluations', '12', '--seed', '9'],
    );
    expect(stderr).toContain('epoch 1/1');
    expect(front.control.evaluations).toBe(12);
    const record = JSON.parse(readFileSync(join(run, 'run.json'), 'utf8'));
    expect(record).toMatchObject({ seed: 9, overrides: { epochs: 1, evaluations: 12 } });
    const { code, stderr: refusal } = await lithe('run', writeTinySearch(withoutFinetune), '--epochs', '2');
    expect([code, refusal]).toEqual([1, expect.stringMatching(/fine-tunes nothing/)]);
  });

  test('with a larger budget than the space ends when everything is measured', async () => {
    const { front } = await frontOf((text) =>
      text
        .replace('depth in 1..3', 'depth in 1..2')
        .replace('[2, 4, 6]', '[2, 4]')
        .replace('evaluations: 40', 'evaluations: 90'),
    );
    // 4 networks of one layer and 16 of two, in two rounds of 4 and one of all; the control draws from 20 as well.
    expect(front.control.evaluations).toBe(20);
  });
});
