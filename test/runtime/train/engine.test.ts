import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { compile, type Genome, largest, networkAt, sampleGenome, smallest } from '../../../language/index.ts';
import { LitheError } from '../../../runtime/errors.ts';
import { randomStream } from '../../../runtime/random.ts';
import type { SourceTexts } from '../../../runtime/source.ts';
import { createEngine, type Engine } from '../../../runtime/train/engine.ts';
import type { StepReport } from '../../../runtime/train/protocol.ts';
import { safetensors } from '../weights/files.ts';
import { tinySource } from './tiny.ts';

let folder: string;
const engines: Engine[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lithe-engine-'));
});
afterEach(async () => {
  for (const engine of engines.splice(0)) await engine.dispose();
});
afterAll(() => rmSync(folder, { recursive: true }));

async function engineOf(source: SourceTexts, epochs?: number): Promise<Engine> {
  const engine = await createEngine({ source, search: 'OnPatterns', threads: 2, ...(epochs && { epochs }) });
  engines.push(engine);
  return engine;
}

function genomesOf({ file, text }: SourceTexts): Genome[] {
  const space = compile(text, { file }).spaces[0]!;
  const { uniform } = randomStream(1, 'genomes');
  return [largest(space), smallest(space), sampleGenome(space, uniform), sampleGenome(space, uniform)];
}

describe.each(['transformer', 'convolution'] as const)('the engine of a tiny %s', (kind) => {
  let source: SourceTexts;
  beforeAll(() => {
    source = tinySource(join(folder, kind), kind);
  });

  test('learns, reports means at the steps asked for, and measures what was held out', async () => {
    const engine = await engineOf(source, 10);
    expect(engine.summary).toMatchObject({ epochs: 10, stepsPerEpoch: 6, steps: 60 });
    expect(engine.summary.samples).toMatchObject({ train: 150, validation: 50, test: 50 });
    const reports: StepReport[] = [];
    await engine.train(25, 10, (report) => reports.push(report));
    await engine.train(1000, 30, (report) => reports.push(report));
    expect(reports.map(({ step }) => step)).toEqual([10, 20, 25, 30, 60]);
    expect(reports.at(-1)!.epoch).toBe(10);
    expect(reports.at(-1)!.loss).toBeLessThan(0.7 * reports[0]!.loss);

    const seen: number[] = [];
    const measured = await engine.evaluate(genomesOf(source), 'test', ({ correct }, index) => (seen[index] = correct!));
    expect(measured.map(({ correct }) => correct)).toEqual(seen);
    expect(measured[0]!.accuracy).toBeGreaterThan(0.7);
    for (const { accuracy, correct, count } of measured) expect([count, accuracy]).toEqual([50, correct! / 50]);
  });

  test('goes on from a checkpoint bit by bit as if it had never stopped', async () => {
    const whole = await engineOf(source);
    await whole.train(18, 100);
    const end = readFileSync(await whole.checkpoint(join(folder, kind, 'whole')));

    const first = await engineOf(source);
    await first.train(7, 100);
    const file = await first.checkpoint(join(folder, kind, 'first'));
    const second = await engineOf(source);
    expect(await second.restore(file)).toBe(7);
    const genomes = genomesOf(source);
    expect(await second.evaluate(genomes, 'validation')).toEqual(await first.evaluate(genomes, 'validation'));
    await second.train(18, 100);
    expect(readFileSync(await second.checkpoint(join(folder, kind, 'second'))).equals(end)).toBe(true);
  });

  test('gives the settled tensors of a sub-network in its shapes, the same each time', async () => {
    const engine = await engineOf(source);
    await engine.train(5, 100);
    const space = compile(source.text, { file: source.file }).spaces[0]!;
    for (const genome of genomesOf(source)) {
      const settled = await engine.exportWeights(genome);
      const uses = networkAt(space, genome).operators.flatMap(({ tensors }) => Object.values(tensors));
      expect(Object.keys(settled).sort()).toEqual([...new Set(uses.map(({ stored }) => stored))].sort());
      for (const { stored, shape } of uses) {
        expect(settled[stored]!.shape).toEqual(shape);
        expect(settled[stored]!.data.length).toBe(shape.reduce((a, b) => a * b, 1));
      }
      expect(await engine.exportWeights(genome)).toEqual(settled);
    }
  });
});

describe('progressive shrinking', () => {
  const engineOfShrinking = (also = 'reorder importance'): Promise<Engine> => {
    const source = tinySource(join(folder, 'shrinking'), 'transformer');
    const text = source.text.replace(
      'distill from',
      `shrink heads from 25%, depth from 50%, hidden from 50%\n    ${also}\n    distill from`,
    );
    return engineOf({ ...source, text });
  };

  test('trains the largest network alone until something opens', async () => {
    const engine = await engineOfShrinking();
    const reports: StepReport[] = [];
    await engine.train(12, 1, (report) => reports.push(report));
    expect(reports.map(({ loss, sampledLoss }) => loss === sampledLoss)).toEqual([
      ...Array.from({ length: 6 }, () => true),
      ...Array.from({ length: 6 }, () => false),
    ]);
  });

  test('goes on from a checkpoint before something opens bit by bit as if it had never stopped', async () => {
    const whole = await engineOfShrinking();
    await whole.train(16, 100);
    const end = readFileSync(await whole.checkpoint(join(folder, 'shrinking', 'whole')));
    const first = await engineOfShrinking();
    await first.train(10, 100);
    const second = await engineOfShrinking();
    await second.restore(await first.checkpoint(join(folder, 'shrinking', 'first')));
    await second.train(16, 100);
    expect(readFileSync(await second.checkpoint(join(folder, 'shrinking', 'second'))).equals(end)).toBe(true);

    const unsorted = await engineOfShrinking('');
    await unsorted.train(16, 100);
    expect(readFileSync(await unsorted.checkpoint(join(folder, 'shrinking', 'unsorted'))).equals(end)).toBe(false);
  });
});

describe('the engine', () => {
  test('serves calls in their order, and goes on after one that failed', async () => {
    const source = tinySource(join(folder, 'order'), 'transformer');
    const engine = await engineOf(source);
    const order: string[] = [];
    const failed = engine.restore(join(folder, 'nowhere')).catch((error: Error) => {
      order.push('restore');
      return error;
    });
    await Promise.all([engine.train(2, 1, ({ step }) => order.push(`step ${step}`)), failed]);
    expect(await failed).toBeInstanceOf(LitheError);
    expect(order).toEqual(['restore', 'step 1', 'step 2']);
  });

  test('takes the same steps in two halves of the batch, on two threads, as whole on one', async () => {
    const source = tinySource(join(folder, 'halves'), 'transformer', 'optimizer sgd(rate: 2e-2)');
    const genome = genomesOf(source)[0]!;
    const trained = async (threads: number): Promise<Float32Array[]> => {
      const engine = await createEngine({ source, search: 'OnPatterns', threads });
      engines.push(engine);
      await engine.train(12, 100);
      return Object.values(await engine.exportWeights(genome)).map(({ data }) => data);
    };
    const [whole, halves] = [await trained(1), await trained(2)];
    const farthest = (a: Float32Array, b: Float32Array): number =>
      a.reduce((most, value, at) => Math.max(most, Math.abs(value - b[at]!)), 0);
    expect(Math.max(...whole.map((tensor, index) => farthest(tensor, halves[index]!)))).toBeLessThan(1e-5);
    expect(whole.some((tensor, index) => farthest(tensor, halves[index]!) > 0)).toBe(true);
  });

  test('takes two batches for one step as one that is twice as large', async () => {
    const batchOf = (batch: number, accumulate: number): SourceTexts => {
      const setting = `optimizer sgd(rate: 2e-2); clip 0.5; accumulate ${accumulate}`;
      const source = tinySource(join(folder, `of-${batch}`), 'transformer', setting);
      const text = source.text
        .replace('batch 24', `batch ${batch}`)
        .replace('sample largest, smallest, random(1)', 'sample largest, smallest')
        .replace('augment shift(1)', '');
      return { ...source, text };
    };
    const trained = async (source: SourceTexts): Promise<Float32Array[]> => {
      const engine = await engineOf(source);
      expect(engine.summary.stepsPerEpoch).toBe(6);
      await engine.train(12, 100);
      return Object.values(await engine.exportWeights(genomesOf(source)[0]!)).map(({ data }) => data);
    };
    const [whole, parts] = [await trained(batchOf(24, 1)), await trained(batchOf(12, 2))];
    for (const [index, tensor] of whole.entries()) {
      tensor.forEach((value, at) => {
        expect(Math.abs(value - parts[index]![at]!)).toBeLessThan(1e-5);
      });
    }
  });

  test('goes on bit by bit with everything that training may be asked for, and measures the average', async () => {
    const asked =
      'optimizer adamw(rate: 2e-2); accumulate 2; clip 0.5; label_smoothing 0.1; dropout 0.1; stochastic_depth 0.2; ema 0.9';
    const source = tinySource(join(folder, 'asked'), 'transformer', asked);
    const whole = await engineOf(source);
    expect(whole.summary.stepsPerEpoch).toBe(3);
    await whole.train(4, 100);
    const file = await whole.checkpoint(join(folder, 'asked', 'first'));
    await whole.train(9, 100);
    const end = readFileSync(await whole.checkpoint(join(folder, 'asked', 'whole')));
    const second = await engineOf(source);
    await second.restore(file);
    await second.train(9, 100);
    expect(readFileSync(await second.checkpoint(join(folder, 'asked', 'second'))).equals(end)).toBe(true);

    const length = Number(end.readBigUInt64LE());
    const { __metadata__: _, ...entries } = JSON.parse(end.toString('utf8', 8, 8 + length));
    const held = (name: string): Float32Array => {
      const [from, to] = entries[name].data_offsets;
      return new Float32Array(Uint8Array.from(end.subarray(8 + length + from, 8 + length + to)).buffer);
    };
    const settled = await second.exportWeights(genomesOf(source)[0]!);
    expect(settled['classifier.bias']!.data).toEqual(held('average/classifier.bias'));
    expect(settled['classifier.bias']!.data).not.toEqual(held('weights/classifier.bias'));
  });

  test('learns from a teacher as long as it teaches, and goes on bit by bit after its end', async () => {
    const source = tinySource(join(folder, 'taught'), 'transformer');
    const start = await engineOf(source);
    const file = join(folder, 'taught', 'teacher.safetensors');
    writeFileSync(file, safetensors(await start.exportWeights(genomesOf(source)[0]!)));
    const taughtBy = (written: string): SourceTexts => ({
      ...source,
      text: source.text.replace(/distill from .*/, `distill from teacher(${written}) weights "teacher.safetensors"`),
    });
    const engineTaught = async (written: string): Promise<Engine> => {
      const job = { source: taughtBy(written), search: 'OnPatterns', threads: 1, teacher: file };
      engines.push(await createEngine(job));
      return engines.at(-1)!;
    };
    // The teacher is what training starts from, so at first there is nothing to learn from it alone.
    const losses: number[] = [];
    const alone = await engineTaught('weight: 1, until: 25%');
    await alone.train(7, 1, ({ loss }) => losses.push(loss));
    expect(Math.abs(losses[0]!)).toBeLessThan(1e-6);
    expect(losses[6]).toBe(0);

    const whole = await engineTaught('weight: 0.7, until: 50%');
    await whole.train(11, 100);
    const halfway = await whole.checkpoint(join(folder, 'taught', 'first'));
    await whole.train(16, 100);
    const end = readFileSync(await whole.checkpoint(join(folder, 'taught', 'whole')));
    const second = await engineTaught('weight: 0.7, until: 50%');
    await second.restore(halfway);
    await second.train(16, 100);
    expect(readFileSync(await second.checkpoint(join(folder, 'taught', 'second'))).equals(end)).toBe(true);
  });

  test('trains with SGD as well', async () => {
    const sgd = 'optimizer sgd(rate: 0.1, momentum: 0.9)';
    const engine = await engineOf(tinySource(join(folder, 'sgd'), 'convolution', sgd), 10);
    const reports: StepReport[] = [];
    await engine.train(60, 20, (report) => reports.push(report));
    expect(reports.at(-1)!.loss).toBeLessThan(reports[0]!.loss / 2);
  });

  test('tells in one line what is wrong with data, checkpoint, text and rate', async () => {
    const source = tinySource(join(folder, 'faults'), 'transformer');
    const first = await engineOf(source);
    await first.train(1, 1);
    const file = await first.checkpoint(join(folder, 'faults', 'checkpoints'));
    const other = await engineOf(tinySource(join(folder, 'other'), 'convolution'));
    await expect(other.restore(file)).rejects.toThrow(/another space/);
    truncateSync(file, 1000);
    await expect(first.restore(file)).rejects.toThrow(LitheError);

    const fast = tinySource(join(folder, 'fast'), 'transformer', 'optimizer sgd(rate: 1e30)');
    await expect((await engineOf(fast)).train(20, 1)).rejects.toThrow(/loss is no longer a number at step \d+/);

    const text = source.text.replace('sample largest, smallest', 'sample smallest');
    await expect(engineOf({ ...source, text })).rejects.toThrow(LitheError);
    await expect(engineOf({ ...source, text: source.text.replace('layernorm', 'layrnorm') })).rejects.toThrow(
      LitheError,
    );
    writeFileSync(join(folder, 'faults', 'train-labels'), 'x');
    await expect(engineOf(source)).rejects.toThrow(/tiny\.lithe:\d+:\d+: train-labels is no IDX file/);
  });
});
