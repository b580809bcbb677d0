/**
 * Trains a tiny space on the processor and through WebGPU, and goes on from a checkpoint there; prints what came of it.
 * A program of its own, since the graphics driver is found by variables of the environment that a process starts with.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compile, largest, smallest } from '../../../language/index.ts';
import type { Device } from '../../../runtime/session/session.ts';
import { createTrainer } from '../../../runtime/train/trainer.ts';
import { tinySource } from './tiny.ts';

const STEPS = 4;
const [, , kind, settings] = process.argv;
const folder = mkdtempSync(join(tmpdir(), 'lithe-webgpu-'));
const source = tinySource(folder, kind as Parameters<typeof tinySource>[1], settings);
const space = compile(source.text, { file: source.file }).spaces[0]!;
const trainerOn = (device: Device) => createTrainer({ source, search: 'OnPatterns', threads: 1, epochs: 1, device });

async function trained(device: Device) {
  const trainer = await trainerOn(device);
  const losses: number[] = [];
  const note = (report: { loss: number; sampledLoss: number }): number => losses.push(report.loss, report.sampledLoss);
  await trainer.train(2, 1, note);
  const half = await trainer.checkpoint(join(folder, device));
  await trainer.train(STEPS, 1, note);
  const ends = [largest(space), smallest(space)];
  const answers = await Promise.all(ends.map((genome) => trainer.answers(genome, 'test', 0, 10)));
  const outputs = answers.map((answer) => [...answer.outputs]);
  return { losses, half, outputs, weights: await weightsOf(trainer) };
}

async function weightsOf(trainer: Awaited<ReturnType<typeof trainerOn>>): Promise<number[]> {
  const settled = await trainer.exportWeights(largest(space));
  return Object.values(settled).flatMap(({ data }) => [...data]);
}

const cpu = await trained('cpu');
const webgpu = await trained('webgpu');
const resumed = await trainerOn('webgpu');
const step = await resumed.restore(webgpu.half);
await resumed.train(STEPS, STEPS, () => {});
process.stdout.write(JSON.stringify({ cpu, webgpu, resumed: { step, weights: await weightsOf(resumed) } }));
rmSync(folder, { recursive: true });
// Sessions of the device are still open, which would keep the process.
process.exit(0);
