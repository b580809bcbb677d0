import { Tensor } from 'onnxruntime-node';
import { describe, expect, test } from 'vitest';
import { LitheError } from '../../../runtime/errors.ts';
import { encode } from '../../../runtime/graph/encode.ts';
import { Graph } from '../../../runtime/graph/graph.ts';
import { mul } from '../../../runtime/graph/operations.ts';
import { devices, tryDevice } from '../../../runtime/session/devices.ts';
import { createSession, deviceNames } from '../../../runtime/session/session.ts';

function doubling(): Uint8Array {
  const graph = new Graph();
  graph.output('y', mul(graph.input('x', 'float32', [2]), 2));
  return encode(graph);
}

describe('createSession', () => {
  test('compiles a model that runs', async () => {
    const session = await createSession(doubling(), { device: 'cpu', threads: 1, arena: true });
    const { y } = await session.run({ x: new Tensor('float32', Float32Array.of(1, -3), [2]) });
    expect(Array.from(y!.data as Float32Array)).toEqual([2, -6]);
    await session.release();
  });

  test('says in one line why a device cannot be used', async () => {
    const elsewhere = process.platform === 'darwin' ? 'dml' : 'coreml';
    const failed = createSession(doubling(), { device: elsewhere, threads: 1, arena: false });
    await expect(failed).rejects.toThrow(LitheError);
    await expect(failed).rejects.toThrow(
      `The device ${elsewhere} cannot be used here: ONNX Runtime is built without it for ` +
        `${process.platform}-${process.arch}. Choose another: --device cpu`,
    );
  });

  test('does not blame the device for a model that is none', async () => {
    const failed = createSession(new Uint8Array([1, 2, 3]), { device: 'cpu', threads: 1, arena: false });
    await expect(failed).rejects.not.toThrow(LitheError);
  });
});

test('a device that is not here says why', async () => {
  const elsewhere = process.platform === 'darwin' ? 'dml' : 'coreml';
  expect(await tryDevice(elsewhere)).toEqual({
    device: elsewhere,
    available: false,
    reason: `ONNX Runtime is built without it for ${process.platform}-${process.arch}`,
  });
});

test('devices tells of every device whether it can be used, and else why not', async () => {
  const reports = await devices();
  expect(reports.map(({ device }) => device)).toEqual([...deviceNames]);
  expect(reports[0]).toMatchObject({ device: 'cpu', available: true });
  for (const { reason } of reports) expect(reason).toMatch(/^[^\n]+$/);
});
