import { Tensor as OrtTensor } from 'onnxruntime-node';
import { encode } from '../graph/encode.ts';
import { Graph } from '../graph/graph.ts';
import { matMul, reduceSum } from '../graph/operations.ts';
import type { DeviceReport } from './devices.ts';
import { createSession, type Device } from './session.ts';

/** Of the matrices that are multiplied: 2.1 G operations. */
const SIDE = 1024;
/** How many times faster than the processor a graphics card must be to be taken: training moves data to it as well. */
const WORTH = 2;

/**
 * Of the devices that were tried: WebGPU where it multiplies matrices at least twice as fast as the processor does, else the processor. ONNX Runtime does not
 * tell whether an adapter is a graphics card or a program that imitates one, which is many times slower.
 */
export async function fastestDevice(tried: readonly DeviceReport[]): Promise<Device> {
  if (!tried.some(({ device, available }) => device === 'webgpu' && available)) return 'cpu';
  const [cpu, webgpu] = [await productTime('cpu'), await productTime('webgpu')];
  return WORTH * webgpu < cpu ? 'webgpu' : 'cpu';
}

/** Milliseconds of a product whose sum is fetched, after a first one that compiles what it needs. */
async function productTime(device: Device): Promise<number> {
  const graph = new Graph();
  const x = graph.input('x', 'float32', [SIDE, SIDE]);
  graph.output('y', reduceSum(matMul(x, x)));
  const session = await createSession(encode(graph, 'portable'), { device, threads: 0, arena: true });
  const feeds = { x: new OrtTensor('float32', new Float32Array(SIDE * SIDE).fill(1 / SIDE), [SIDE, SIDE]) };
  let time = 0;
  for (let round = 0; round < 2; round++) {
    const begun = performance.now();
    await session.run(feeds);
    time = performance.now() - begun;
  }
  await session.release();
  return time;
}
