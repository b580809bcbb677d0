import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildLithe, lithe } from './lithe.ts';
import { writeTinySearch } from './tiny-search.ts';

let removeBundle: () => void;
beforeAll(async () => {
  removeBundle = await buildLithe();
});
afterAll(() => removeBundle());

interface Entry {
  readonly event: string;
  readonly epoch?: number;
}

const journalOf = (run: string): Entry[] =>
  readFileSync(join(run, 'journal.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
const frontOf = async (run: string) => JSON.parse((await lithe('front', run, '--json')).stdout);

describe('patience', { timeout: 120_000 }, () => {
  test('ends training that no longer gets better, goes back to the best epoch, and survives a kill at any time', async () => {
    // So small a rate changes no prediction, so the first epoch stays the best.
    const file = writeTinySearch((text) =>
      text
        .replace(/optimizer .*/, 'optimizer sgd(rate: 1e-12); patience 2')
        .replace('epochs 3', 'epochs 9')
        .replace(/explore .*\n {2}control random/, 'explore random(evaluations: 4, per_epoch: 2)'),
    );
    const { code, stdout, stderr } = await lithe('run', file, '--runs', join(dirname(file), 'runs'));
    expect(code, stderr).toBe(0);
    expect(stderr).toContain('stopped after epoch 3 of 9; going on with the weights of epoch 1');
    const run = stdout.trim();
    const journal = journalOf(run);
    expect(journal.filter(({ event }) => event === 'settled')).toMatchObject([{ epoch: 3, epochs: 9, best: 1 }]);
    expect(journal.filter(({ event }) => event === 'best')).toMatchObject([{ epoch: 1 }]);
    expect(journal.filter(({ event }) => event === 'epoch').map(({ epoch }) => epoch)).toEqual([1, 2, 3]);
    expect(new Set(journal.flatMap(({ event, epoch }) => (event === 'evaluation' ? [epoch] : [])))).toEqual(
      new Set([1, 2, 9]),
    );
    expect(readdirSync(join(run, 'checkpoints')).filter((name) => name.startsWith('best-'))).toEqual([
      'best-00000012.safetensors',
    ]);
    const whole = await frontOf(run);

    const lines = readFileSync(join(run, 'journal.jsonl'), 'utf8').split('\n');
    for (const last of ['best', 'settled']) {
      const killed = join(dirname(file), `killed-after-${last}`);
      cpSync(run, killed, { recursive: true });
      const at = journal.findIndex(({ event }) => event === last);
      writeFileSync(join(killed, 'journal.jsonl'), `${lines.slice(0, at + 1).join('\n')}\n`);
      const resumed = await lithe('resume', killed);
      expect(resumed.code, resumed.stderr).toBe(0);
      expect(await frontOf(killed)).toEqual(whole);
      expect(journalOf(killed).filter(({ event }) => event === 'settled')).toHaveLength(1);
    }

    const model = join(run, 'knee.onnx');
    const exported = await lithe('export', run, '--pick', 'knee', '-o', model);
    expect(exported.code, exported.stderr).toBe(0);
    expect(existsSync(model)).toBe(true);
  });

  test('counts from the epoch at whose end every decision is open, where the space is shrunk', async () => {
    const file = writeTinySearch((text) =>
      text
        .replace(/optimizer .*/, 'optimizer sgd(rate: 1e-12); patience 2; shrink kernel from 25%, width from 50%')
        .replace('epochs 3', 'epochs 9')
        .replace(/explore .*\n {2}control random/, 'explore random(evaluations: 4)'),
    );
    const { code, stdout, stderr } = await lithe('run', file, '--runs', join(dirname(file), 'runs'));
    expect(code, stderr).toBe(0);
    const journal = journalOf(stdout.trim());
    expect(journal.filter(({ event }) => event === 'opened')).toMatchObject([
      { step: 27, decisions: ['kernel'] },
      { step: 54, decisions: ['width'] },
    ]);
    expect(journal.filter(({ event }) => event === 'settled')).toMatchObject([{ epoch: 7, epochs: 9, best: 5 }]);
    expect(stderr).toContain('step 54: width opens');

    const killed = join(dirname(file), 'killed-after-opening');
    cpSync(stdout.trim(), killed, { recursive: true });
    rmSync(join(killed, 'checkpoints'), { recursive: true });
    const lines = readFileSync(join(killed, 'journal.jsonl'), 'utf8').split('\n');
    const at = journal.findIndex(({ event }) => event === 'opened');
    writeFileSync(join(killed, 'journal.jsonl'), `${lines.slice(0, at + 1).join('\n')}\n`);
    const resumed = await lithe('resume', killed);
    expect(resumed.code, resumed.stderr).toBe(0);
    expect(journalOf(killed).filter(({ event }) => event === 'opened')).toHaveLength(2);
    expect(await frontOf(killed)).toEqual(await frontOf(stdout.trim()));
  });
});
