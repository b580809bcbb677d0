/**
 * Whole training steps (forward, backward and SGD in one graph, weights kept on the device) of vision transformers on
 * the CPU and on WebGPU, from the same weights on the same batch: step time, the share spent on moving weights and
 * gradients where they are not kept on the device, and the losses of both side by side.
 * Run on a machine with a GPU: `npm run bench:webgpu`.
 */
import { availableParallelism } from 'node:os';
import { InferenceSession, Tensor as OrtTensor } from 'onnxruntime-node';
import { compile, largest, networkAt, storedTensors } from '../../language/index.ts';
import { encode } from '../../runtime/graph/encode.ts';
import { gradients } from '../../runtime/graph/gradients.ts';
import { Graph } from '../../runtime/graph/graph.ts';
import { mul, sub } from '../../runtime/graph/operations.ts';
import type { Tensor } from '../../runtime/graph/tensor.ts';
import { lowerNetwork } from '../../runtime/lower/network.ts';
import { randomStream } from '../../runtime/random.ts';
import { initialise } from '../../runtime/train/initialise.ts';
import { crossEntropy } from '../../runtime/train/objective.ts';

type Device = 'cpu' | 'webgpu';
type Feeds = Record<string, OrtTensor>;

interface Vit {
  readonly name: string;
  readonly image: readonly [number, number, number];
  readonly patch: number;
  readonly width: number;
  readonly layers: number;
  readonly heads: number;
  readonly batch: number;
  readonly steps: number;
}

const CLASSES = 10;
const RATE = 0.01;
const vits: readonly Vit[] = [
  { name: 'digits', image: [1, 28, 28], patch: 4, width: 64, layers: 5, heads: 4, batch: 64, steps: 20 },
  { name: 'small', image: [3, 32, 32], patch: 4, width: 192, layers: 6, heads: 3, batch: 32, steps: 20 },
  { name: 'ViT-S/16', image: [3, 224, 224], patch: 16, width: 384, layers: 12, heads: 6, batch: 16, steps: 8 },
  { name: 'ViT-B/16', image: [3, 224, 224], patch: 16, width: 768, layers: 12, heads: 12, batch: 8, steps: 6 },
];

function source({ image, patch, width, layers, heads }: Vit): string {
  return `supernet Vit {
  input image: image[${image.join(', ')}]
  patch: conv(${width}, kernel: ${patch}, stride: ${patch})
  to_tokens
  class_token
  position_embedding
  layer: repeat ${layers} {
    residual { layernorm; attention(${heads}, head_dim: ${width / heads}) }
    residual { layernorm; linear(${4 * width}); gelu; linear(${width}) }
  }
  layernorm
  take_token(0)
  classifier: linear(${CLASSES})
}`;
}

/** The step's graph: weights, image, targets in; loss and the next weights out. */
function stepModel(vit: Vit, device: Device) {
  const space = compile(source(vit), { file: 'vit.lithe' }).spaces[0]!;
  const graph = new Graph();
  const weights = new Map<string, Tensor>();
  const lowered = lowerNetwork(graph, networkAt(space, largest(space)), {
    batch: vit.batch,
    mode: 'train',
    elementType: 'float32',
    tensor({ stored, shape }) {
      const known = weights.get(stored) ?? graph.input(stored, 'float32', shape);
      weights.set(stored, known);
      return known;
    },
  });
  const loss = crossEntropy(lowered.output, graph.input('targets', 'float32', lowered.output.shape));
  graph.output('loss', loss);
  const rate = graph.constant('float32', [], [RATE]);
  const names = [...weights.keys()];
  gradients(loss, [...weights.values()]).forEach((gradient, index) => {
    const name = names[index]!;
    graph.output(`next ${name}`, sub(weights.get(name)!, mul(gradient, rate)));
  });

  const random = randomStream(1, 'benchmark');
  const feeds: Feeds = {};
  for (const { path, shape, initial } of storedTensors(space)) {
    const values = new Float32Array(shape.reduce((a, b) => a * b, 1));
    initialise(values, initial, path, 1);
    feeds[path] = new OrtTensor('float32', values, shape);
  }
  const pixels = Float32Array.from({ length: vit.batch * vit.image.reduce((a, b) => a * b) }, () => random.uniform());
  const targets = new Float32Array(vit.batch * CLASSES);
  for (let sample = 0; sample < vit.batch; sample++) targets[sample * CLASSES + random.below(CLASSES)] = 1;
  const batch: Feeds = {
    image: new OrtTensor('float32', pixels, [vit.batch, ...vit.image]),
    targets: new OrtTensor('float32', targets, [vit.batch, CLASSES]),
  };
  return { model: encode(graph, device === 'cpu' ? 'cpu' : 'portable'), feeds, batch, names };
}

/** Runs the steps; where `resident`, the weights stay on the device between them. Gives the losses and each step's ms. */
async function train(vit: Vit, device: Device, resident: boolean) {
  const { model, feeds, batch, names } = stepModel(vit, device);
  const start = performance.now();
  const session = await InferenceSession.create(model, {
    executionProviders: [device],
    intraOpNumThreads: Math.min(16, availableParallelism()),
    graphOptimizationLevel: 'all',
    logSeverityLevel: 3,
    ...(resident && {
      preferredOutputLocation: Object.fromEntries(names.map((name) => [`next ${name}`, 'gpu-buffer' as const])),
    }),
  });
  const compiling = performance.now() - start;
  const losses: number[] = [];
  const times: number[] = [];
  let weights = feeds;
  for (let step = 0; step < vit.steps; step++) {
    const begun = performance.now();
    const results = await session.run({ ...weights, ...batch });
    losses.push((results.loss!.data as Float32Array)[0]!);
    const previous = weights;
    weights = Object.fromEntries(names.map((name) => [name, results[`next ${name}`]!]));
    if (resident && step > 0) for (const tensor of Object.values(previous)) tensor.dispose();
    times.push(performance.now() - begun);
  }
  await session.release();
  return { losses, ms: median(times.slice(2)), first: times[0]!, compiling };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

console.log(
  '| ViT | batch | CPU step, ms | WebGPU step, ms | WebGPU, weights moved each step, ms | compile + first, ms | first and last loss CPU | WebGPU |',
);
console.log('|---|---|---|---|---|---|---|---|');
const both = (values: readonly number[]): string => `${values[0]!.toFixed(4)}, ${values.at(-1)!.toFixed(4)}`;
for (const vit of vits) {
  const cpu = await train(vit, 'cpu', false);
  try {
    const gpu = await train(vit, 'webgpu', true);
    const moved = await train(vit, 'webgpu', false);
    const cells = [cpu.ms, gpu.ms, moved.ms].map((ms) => ms.toFixed(1));
    console.log(
      `| ${vit.name} | ${vit.batch} | ${cells.join(' | ')} | ${(gpu.compiling + gpu.first).toFixed(0)} | ${both(cpu.losses)} | ${both(gpu.losses)} |`,
    );
  } catch (error) {
    console.log(`| ${vit.name} | ${vit.batch} | ${cpu.ms.toFixed(1)} | ${(error as Error).message.split('\n')[0]} |`);
  }
}
