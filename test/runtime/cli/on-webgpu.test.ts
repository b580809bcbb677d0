import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunEvent } from '../../../runtime/run/events.ts';
import { swiftShader } from '../webgpu/swiftshader.ts';
import { buildLithe, startLitheIn } from './lithe.ts';
import { writeTinySearch } from './tiny-search.ts';

const withWebGpu = swiftShader();
let removeBundle: () => void;
beforeAll(async () => {
  removeBundle = await buildLithe();
});
afterAll(() => removeBundle());

function eventsOf(run: string): RunEvent[] {
  const journal = join(run, 'journal.jsonl');
  if (!existsSync(journal)) return [];
  const lines = readFileSync(journal, 'utf8').split('\n').slice(0, -1);
  return lines.map((line) => JSON.parse(line));
}

/** A search of few and alike networks: SwiftShader takes long to compile each. */
const settings = ['--epochs', '2', '--evaluations', '4'];
const writeSearch = () =>
  writeTinySearch((text) =>
    text
      .replace('depth in 1..3', 'depth in 1..2')
      .replace(/elastic kernel.*/, 'const kernel = 3')
      .replace('batchnorm', ''),
  );

describe.runIf(withWebGpu !== undefined)('a whole run on WebGPU', { timeout: 300_000 }, () => {
  test('comes to the losses and accuracies of the processor', async () => {
    const file = writeSearch();
    const started = (['cpu', 'webgpu'] as const).map(async (device) => {
      const runs = join(dirname(file), device);
      const ended = await startLitheIn(withWebGpu!, 'run', file, '--runs', runs, '--device', device, ...settings).ended;
      expect(ended.code, ended.stderr).toBe(0);
      return eventsOf(ended.stdout.trim());
    });
    const [cpu, webgpu] = await Promise.all(started);
    const losses = (events: readonly RunEvent[]) =>
      events.flatMap((event) => (event.event === 'epoch' ? [event.loss, event.largest] : []));
    expect(losses(cpu!)).toHaveLength(4);
    for (const [index, figure] of losses(webgpu!).entries()) expect(figure).toBeCloseTo(losses(cpu!)[index]!, 2);
  });

  test('that was stopped goes on where there is none, on the device that is then named', async () => {
    const file = writeSearch();
    const runs = join(dirname(file), 'runs');
    const child = startLitheIn(withWebGpu!, 'run', file, '--runs', runs, '--device', 'webgpu', ...settings);
    let run: string | undefined;
    while (child.exitCode === null) {
      const [name] = readdirSync(dirname(file)).includes('runs') ? readdirSync(runs) : [];
      run = name && join(runs, name);
      if (run && eventsOf(run).some(({ event }) => event === 'step')) break;
      await wait(20);
    }
    child.kill('SIGINT');
    expect((await child.ended).code).toBe(130);
    const none = { ...process.env, VK_ICD_FILENAMES: '/nowhere.json' };
    const refused = await startLitheIn(none, 'resume', run!).ended;
    expect(refused.code).toBe(1);
    expect(refused.stderr.trim()).toMatch(/^[^\n]*webgpu cannot be used here: [^\n]*--device cpu or --device auto$/);
    const { code, stderr } = await startLitheIn(none, 'resume', run!, '--device', 'cpu').ended;
    expect(code, stderr).toBe(0);
    expect(eventsOf(run!).at(-1)).toMatchObject({ event: 'finished' });
  });
});
