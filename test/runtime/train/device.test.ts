import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { swiftShader } from '../webgpu/swiftshader.ts';

const environment = swiftShader();

interface Trained {
  readonly losses: readonly number[];
  readonly outputs: readonly (readonly number[])[];
  readonly weights: readonly number[];
}

interface Found {
  readonly cpu: Trained;
  readonly webgpu: Trained;
  readonly resumed: { readonly step: number; readonly weights: readonly number[] };
}

async function found(kind: string, settings: string): Promise<Found> {
  const program = join(import.meta.dirname, 'on-webgpu.ts');
  const child = spawn(process.execPath, [program, kind, settings], { env: environment! });
  const exited = once(child, 'exit');
  const [out, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  expect((await exited)[0], errors).toBe(0);
  return JSON.parse(out);
}

function farthest(a: readonly number[], b: readonly number[]): number {
  expect(b.length).toBe(a.length);
  return a.reduce((most, value, at) => Math.max(most, Math.abs(value - b[at]!)), 0);
}

const everything =
  'optimizer sgd(rate: 2e-2, decay: 0.1); clip 0.5; ema 0.9; accumulate 2; dropout 0.1; stochastic_depth 0.1\n' +
  'label_smoothing 0.1; shrink heads from 30%, hidden from 50%, depth from 50%; reorder importance';

// Chromium brings the renderer: `node scripts/chromium.ts` installs one.
describe.runIf(environment !== undefined)('training through WebGPU', { timeout: 600_000 }, () => {
  test.each([
    ['transformer', 'optimizer adamw(rate: 2e-2, decay: 0.1)'],
    ['transformer', everything],
    ['convolution', 'optimizer adamw(rate: 2e-2); clip 0.5'],
  ])('a tiny %s with %s comes to what the processor comes to, goes on from a checkpoint', async (kind, settings) => {
    const { cpu, webgpu, resumed } = await found(kind, settings);
    expect(webgpu.losses.length).toBeGreaterThan(4);
    expect(farthest(cpu.losses, webgpu.losses)).toBeLessThan(1e-3);
    for (const [index, outputs] of cpu.outputs.entries()) {
      expect(farthest(outputs, webgpu.outputs[index]!)).toBeLessThan(5e-3);
    }
    // Not the weights: keys' biases change nothing, so their gradients are rounding alone, which AdamW makes whole steps of.
    expect(resumed.step).toBe(2);
    expect(farthest(webgpu.weights, resumed.weights)).toBeLessThan(1e-5);
  });
});
