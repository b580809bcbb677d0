import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { operatorNames } from '../../../language/index.ts';
import { swiftShader } from './swiftshader.ts';

const TOLERANCE = 1e-3;
/** ONNX's operators that run on the processor all the same, on whole numbers alone: what docs/benchmarks.md says. */
const ON_PROCESSOR: readonly string[] = ['Add', 'Expand', 'Reshape', 'Slice', 'Split'];

const environment = swiftShader();

// Chromium brings the renderer: `node scripts/chromium.ts` installs one.
test.runIf(environment !== undefined)(
  'every operator and its gradients are on WebGPU what they are on the processor',
  () => {
    const { stdout, stderr } = spawnSync(process.execPath, ['test/bench/webgpu-operators.ts', 'first'], {
      env: environment!,
      encoding: 'utf8',
    });
    const rows = stdout
      .trim()
      .split('\n')
      .slice(2)
      .map((line) => line.split('|').map((cell) => cell.trim()));
    expect(rows.map(([, operator]) => operator).sort(), stderr).toEqual([...operatorNames].sort());
    for (const [, operator, difference] of rows) expect(Number(difference), operator).toBeLessThan(TOLERANCE);
    const found = new Set(rows.flatMap(([, , , names]) => names!.split(', ').filter((name) => name !== '')));
    expect([...found].sort()).toEqual(ON_PROCESSOR);
  },
  600_000,
);
