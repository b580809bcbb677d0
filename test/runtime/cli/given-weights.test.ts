import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { safetensors } from '../weights/files.ts';
import { buildLithe, lithe } from './lithe.ts';
import { writeTinySearch } from './tiny-search.ts';

let removeBundle: () => void;
beforeAll(async () => {
  removeBundle = await buildLithe();
}, 120_000);
afterAll(() => removeBundle());

/** A search over the weights of a file, which are used as they are. */
const evaluateOnly = (source: string) => (text: string) =>
  text
    .replace('supernet Tiny {', `supernet Tiny {\n  weights "${source}"`)
    .replace(/ {2}finetune \{[^}]*\}\n/, '')
    .replace(/explore .*\n {2}control random/, 'explore random(evaluations: 4)');

const numbers = (count: number) => Float32Array.from({ length: count }, (_, index) => Math.sin(index + 1) / 4);
/** Everything but the classifier, whose layers are conv and batch norm. */
const layers = (count: number) =>
  Array.from({ length: count }, (_, i) => {
    const vector = (name: string) => ({
      [`layer[${i}].batchnorm.${name}`]: { shape: [6], data: numbers(6).map(Math.abs) },
    });
    const channels = i === 0 ? 1 : 6;
    return {
      [`layer[${i}].conv.weight`]: { shape: [6, channels, 3, 3], data: numbers(6 * channels * 9) },
      ...Object.assign({}, ...['weight', 'bias', 'running_mean', 'running_var'].map(vector)),
    };
  });

test('a run from given weights tells what starts anew, and its folder alone is exported and resumed', async () => {
  const file = writeTinySearch(evaluateOnly('start.safetensors'));
  const folder = dirname(file);
  const start = join(folder, 'start.safetensors');
  writeFileSync(start, safetensors(Object.assign({}, ...layers(3))));
  const ran = await lithe('run', file, '--runs', join(folder, 'runs'));
  expect(ran.stderr).toMatch(
    /tiny\.lithe:3:\d+: not in the weights, so it starts anew: `classifier\.weight`, `classifier\.bias`/,
  );
  expect(ran.code).toBe(0);
  const run = ran.stdout.trim();
  const { weights } = JSON.parse(readFileSync(join(run, 'run.json'), 'utf8'));
  expect(weights).toMatchObject({
    source: 'start.safetensors',
    path: start,
    anew: ['classifier.weight', 'classifier.bias'],
  });
  expect(weights.files[0].sha256).toMatch(/^[0-9a-f]{64}$/);

  rmSync(start);
  const model = join(folder, 'model.onnx');
  const exported = await lithe('export', run, '--pick', 'best:accuracy', '-o', model);
  expect(exported).toMatchObject({ code: 0 });
  // What was exported are the weights that were given, and they can be started from again.
  const again = writeTinySearch((text) =>
    evaluateOnly(model)(text).replace('elastic depth in 1..3', 'elastic depth in [1, 2, 3]'),
  );
  const checked = await lithe('check', again, '--json');
  const codes = (JSON.parse(checked.stdout) as { code: string }[]).map(({ code }) => code);
  expect(codes).not.toContain('unreadable-weights');

  rmSync(join(run, 'checkpoints'), { recursive: true });
  const lost = await lithe('export', run, '--pick', 'best:accuracy', '-o', model);
  expect(lost).toMatchObject({ code: 1 });
  expect(lost.stderr).toMatch(/no checkpoint is left, and with them the weights/);
}, 120_000);

test('what is wrong with weights is told before anything is written', async () => {
  const file = writeTinySearch(evaluateOnly('start.safetensors'));
  const folder = dirname(file);
  const start = join(folder, 'start.safetensors');
  const run = () => lithe('run', file, '--runs', join(folder, 'runs'));
  const fails = async (reason: RegExp) => {
    const { code, stderr, stdout } = await run();
    expect(stderr).toMatch(reason);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  };
  await fails(/tiny\.lithe:3:\d+: .*start\.safetensors does not exist/);
  writeFileSync(start, safetensors(Object.assign({}, ...layers(2))));
  await fails(/the weights lack `layer\[2\]\.conv\.weight` \[6, 6, 3, 3\] \(expected as `layer\[2\]\.conv\.weight`\)/);
  const whole = safetensors(Object.assign({}, ...layers(3)));
  writeFileSync(start, whole.subarray(0, -1));
  await fails(/start\.safetensors cannot be used: it is truncated/);
  const spoiled = whole.slice();
  new DataView(spoiled.buffer, spoiled.byteOffset).setFloat32(spoiled.length - 4, Number.NaN, true);
  writeFileSync(start, spoiled);
  await fails(
    /layer\[2\]\.batchnorm\.running_var holds a number that is no number or infinite, the first \(NaN\) at element 5/,
  );
  renameSync(start, join(folder, 'start.bin'));
  writeFileSync(file, readFileSync(file, 'utf8').replace('start.safetensors', 'start.bin'));
  await fails(/start\.bin is a Python pickle.*convert it once/);
}, 120_000);

test('a teacher must be complete, and is needed until fine-tuning is over', async () => {
  const file = writeTinySearch((text) =>
    text.replace(/distill from .*/, 'distill from teacher(weight: 0.7, until: 50%) weights "teacher.safetensors"'),
  );
  const folder = dirname(file);
  const teacher = join(folder, 'teacher.safetensors');
  const classifier = {
    'classifier.weight': { shape: [4, 6], data: numbers(24) },
    'classifier.bias': { shape: [4], data: numbers(4) },
  };
  writeFileSync(teacher, safetensors(Object.assign({}, ...layers(3))));
  const refused = await lithe('run', file, '--runs', join(folder, 'runs'));
  expect(refused).toMatchObject({ code: 1, stdout: '' });
  expect(refused.stderr).toMatch(/the weights lack `classifier\.weight` \[4, 6\]/);

  const complete = safetensors(Object.assign(classifier, ...layers(3)));
  writeFileSync(teacher, complete);
  const ran = await lithe('run', file, '--runs', join(folder, 'runs'));
  expect(ran.code, ran.stderr).toBe(0);
  const run = ran.stdout.trim();
  expect(JSON.parse(readFileSync(join(run, 'run.json'), 'utf8')).teacher).toMatchObject({ path: teacher, anew: [] });
  const front = (await lithe('front', run, '--json')).stdout;

  // As a kill in the second epoch would have left it.
  const journal = readFileSync(join(run, 'journal.jsonl'), 'utf8').split('\n');
  const at = journal.findIndex((line) => line.includes('"event":"epoch","epoch":2'));
  writeFileSync(join(run, 'journal.jsonl'), `${journal.slice(0, at).join('\n')}\n`);
  writeFileSync(teacher, complete.with(-1, 1));
  const changed = await lithe('resume', run);
  expect(changed.code).toBe(1);
  expect(changed.stderr).toMatch(/teacher\.safetensors has changed since .*fine-tuning is not over yet/);
  writeFileSync(teacher, complete);
  const resumed = await lithe('resume', run);
  expect(resumed.code, resumed.stderr).toBe(0);
  expect((await lithe('front', run, '--json')).stdout).toBe(front);
}, 120_000);
