import { type InferenceSession, Tensor as OrtTensor } from 'onnxruntime-node';
import { encode } from '../../graph/encode.ts';
import { Graph } from '../../graph/graph.ts';
import { add, mul } from '../../graph/operations.ts';
import type { Tensor } from '../../graph/tensor.ts';
import { createSession, type Device } from '../../session/session.ts';
import type { Part, StateTensor, TrainingState } from '../state.ts';

/** Parts that a device holds: room for one network's gradients is the device's own business. */
type DevicePart = Exclude<Part, 'scratch'>;

/**
 * The trained tensors of a state on a device, whole, between steps. The state's own memory is then a copy as of the last
 * `download`; buffers, which training never changes, stay there alone.
 */
export interface DeviceState {
  readonly device: Device;
  tensor(part: DevicePart, stored: StateTensor): OrtTensor;
  /** Takes a tensor that a session left on the device in place of the one held, which is given back. */
  take(part: DevicePart, stored: StateTensor, tensor: OrtTensor): void;
  /** Adds a network's gradient to that of the step, and gives its tensor back. */
  addGradient(stored: StateTensor, gradient: OrtTensor): Promise<void>;
  /** All gradients 0. */
  clearGradients(): void;
  /** From the state's memory to the device, gradients 0; and back. */
  upload(): Promise<void>;
  download(): Promise<void>;
}

/** A state whose numbers are computed with on a device. Throws a LitheError where this machine lacks it. */
export async function onDevice(state: TrainingState, device: Device): Promise<TrainingState> {
  const trained = [...state.tensors.values()].filter(({ stored }) => stored.trained);
  const kept = heldParts(state);
  const held = new Map<string, OrtTensor>();
  const zeros = new Map<string, OrtTensor>();
  const key = (part: DevicePart, { stored }: StateTensor): string => `${part} ${stored.path}`;
  const copies = await copiers(trained, device);
  const deviceState: DeviceState = {
    device,
    tensor: (part, stored) => held.get(key(part, stored)) ?? zeros.get(`${stored.extents}`)!,
    take(part, stored, tensor) {
      held.get(key(part, stored))?.dispose();
      held.set(key(part, stored), tensor);
    },
    async addGradient(stored, gradient) {
      this.take('gradients', stored, await copies.sum(stored, this.tensor('gradients', stored), gradient));
      gradient.dispose();
    },
    clearGradients() {
      for (const tensor of trained) {
        held.get(key('gradients', tensor))?.dispose();
        held.delete(key('gradients', tensor));
      }
    },
    async upload() {
      for (const tensor of trained) {
        for (const part of kept) this.take(part, tensor, await copies.up(tensor, state.view(part, tensor)));
        const shape = `${tensor.extents}`;
        if (!zeros.has(shape)) zeros.set(shape, await copies.up(tensor, new Float32Array(tensor.count)));
      }
      this.clearGradients();
    },
    async download() {
      for (const tensor of trained) {
        for (const part of kept) state.view(part, tensor).set(await copies.down(tensor, this.tensor(part, tensor)));
      }
    },
  };
  await deviceState.upload();
  return { ...state, device: deviceState };
}

function heldParts({ moments, kept }: TrainingState): DevicePart[] {
  return [
    'weights',
    ...(moments >= 1 ? (['first'] as const) : []),
    ...(moments === 2 ? (['second'] as const) : []),
    ...(kept === 'average' ? (['average'] as const) : []),
  ];
}

/**
 * A tensor's ways to the device and from it (x times 1), and sums there: sessions for each shape, which are never released. A
 * tensor on a device lives in the memory of the session that made it, so what outlasts a step must not come from
 * a random sub-network's; and it cannot be read directly in ONNX Runtime 1.30, which ends the process.
 */
async function copiers(trained: readonly StateTensor[], device: Device) {
  const sessions = new Map<string, Readonly<Record<'up' | 'down' | 'sum', InferenceSession>>>();
  for (const { extents } of trained) {
    if (sessions.has(`${extents}`)) continue;
    const model = (of: (x: Tensor, graph: Graph) => Tensor): Uint8Array => {
      const graph = new Graph();
      graph.output('y', of(graph.input('x', 'float32', extents), graph));
      return encode(graph, 'portable');
    };
    const same = model((x) => mul(x, 1));
    const added = model((x, graph) => add(x, graph.input('added', 'float32', extents)));
    const options = { device, threads: 1, arena: false };
    const there = { ...options, outputsOnDevice: ['y'] };
    const [up, down] = [await createSession(same, there), await createSession(same, options)];
    sessions.set(`${extents}`, { up, down, sum: await createSession(added, there) });
  }
  const run = async ({ extents }: StateTensor, way: 'up' | 'down' | 'sum', feeds: Record<string, OrtTensor>) =>
    (await sessions.get(`${extents}`)![way].run(feeds)).y!;
  return {
    up: (tensor: StateTensor, numbers: Float32Array) =>
      run(tensor, 'up', { x: new OrtTensor('float32', numbers, tensor.extents) }),
    down: async (tensor: StateTensor, x: OrtTensor) => (await run(tensor, 'down', { x })).data as Float32Array,
    sum: (tensor: StateTensor, x: OrtTensor, added: OrtTensor) => run(tensor, 'sum', { x, added }),
  };
}
