import { type InferenceSession, Tensor as OrtTensor } from 'onnxruntime-node';
import type { Finetune } from '../../../language/index.ts';
import { encode } from '../../graph/encode.ts';
import { Graph } from '../../graph/graph.ts';
import { add, div, mul, reduceSum, relu, sqrt, sub } from '../../graph/operations.ts';
import type { Tensor } from '../../graph/tensor.ts';
import { createSession } from '../../session/session.ts';
import { adamwFactors, averageShare } from '../optimizer.ts';
import type { Part, StateTensor, TrainingState } from '../state.ts';
import type { DeviceState } from './device-state.ts';

/** What changes from step to step: inputs of the graph. */
type Factors = Readonly<Record<'rate' | 'epsilon' | 'keep' | 'share', number>>;

/**
 * Clips the gradients, makes the optimizer's step and moves the average in one graph on the device, by the formulas of
 * optimizers.wat. Steps are counted from 1; `rate` is the schedule's.
 */
export async function deviceOptimizer(
  state: TrainingState,
  device: DeviceState,
  finetune: Finetune,
): Promise<(step: number, rate: number) => Promise<void>> {
  const trained = [...state.tensors.values()].filter(({ stored }) => stored.trained);
  const { session, outputs } = await compiled(trained, device, finetune);
  const { optimizer, ema } = finetune;
  return async (step, rate) => {
    const share = ema === undefined ? 0 : averageShare(ema, step);
    const factors: Factors =
      optimizer.kind === 'adamw'
        ? { ...adamwFactors(optimizer, step, rate), share }
        : { rate, epsilon: 0, keep: 1, share };
    const feeds: Record<string, OrtTensor> = {};
    for (const name of session.inputNames) {
      if (name in factors) feeds[name] = new OrtTensor('float32', Float32Array.of(factors[name as keyof Factors]), []);
    }
    for (const tensor of trained) {
      for (const part of ['weights', 'gradients', 'first', 'second', 'average'] as const) {
        const name = nameOf(part, tensor);
        if (session.inputNames.includes(name)) feeds[name] = device.tensor(part, tensor);
      }
    }
    const next = await session.run(feeds);
    for (const { part, tensor } of outputs) device.take(part, tensor, next[`next ${nameOf(part, tensor)}`]!);
  };
}

type Held = 'weights' | 'first' | 'second' | 'average';

async function compiled(
  trained: readonly StateTensor[],
  { device }: DeviceState,
  { optimizer, clip, ema }: Finetune,
): Promise<{ session: InferenceSession; outputs: readonly { part: Held; tensor: StateTensor }[] }> {
  const graph = new Graph();
  const factors = new Map<keyof Factors, Tensor>();
  const factor = (name: keyof Factors): Tensor => {
    const known = factors.get(name) ?? graph.input(name, 'float32', []);
    factors.set(name, known);
    return known;
  };
  const input = (part: Part, tensor: StateTensor) => graph.input(nameOf(part, tensor), 'float32', tensor.extents);
  const gradients = trained.map((tensor) => input('gradients', tensor));
  const scale = clip === undefined ? undefined : clipScale(gradients, clip);
  const outputs: { part: Held; tensor: StateTensor }[] = [];
  const output = (part: Held, tensor: StateTensor, value: Tensor): void => {
    outputs.push({ part, tensor });
    graph.output(`next ${nameOf(part, tensor)}`, value);
  };
  for (const [index, tensor] of trained.entries()) {
    const g = scale === undefined ? gradients[index]! : mul(gradients[index]!, scale);
    const w = input('weights', tensor);
    const m = input('first', tensor);
    const { decayed } = tensor.stored;
    const moved = (mean: Tensor, towards: Tensor, share: Tensor | number) => add(mean, mul(sub(towards, mean), share));
    let next: Tensor;
    if (optimizer.kind === 'adamw') {
      const v = input('second', tensor);
      const [first, second] = [moved(m, g, 1 - optimizer.beta1), moved(v, mul(g, g), 1 - optimizer.beta2)];
      const change = div(mul(first, factor('rate')), add(sqrt(second), factor('epsilon')));
      next = sub(decayed ? mul(w, factor('keep')) : w, change);
      output('first', tensor, first);
      output('second', tensor, second);
    } else {
      const pulled = decayed && optimizer.decay > 0 ? add(g, mul(w, optimizer.decay)) : g;
      const first = add(mul(m, optimizer.momentum), pulled);
      next = sub(w, mul(first, factor('rate')));
      output('first', tensor, first);
    }
    output('weights', tensor, next);
    if (ema !== undefined) output('average', tensor, moved(input('average', tensor), next, factor('share')));
  }
  const names = graph.outputs.map(({ name }) => name);
  const options = { device, threads: 1, arena: false, outputsOnDevice: names };
  return { session: await createSession(encode(graph, 'portable'), options), outputs };
}

/** 1, or what brings the Euclidean norm of all gradients together down to `most`. */
function clipScale(gradients: readonly Tensor[], most: number): Tensor {
  const squares = gradients.map((gradient) => reduceSum(mul(gradient, gradient)));
  const norm = sqrt(squares.reduce((sum, one) => add(sum, one)));
  return div(1, add(1, relu(sub(mul(norm, 1 / most), 1))));
}

function nameOf(part: Part, { stored }: StateTensor): string {
  return `${part} of ${stored.path}`;
}
