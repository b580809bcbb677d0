/**
 * A training step (forward, backward, AdamW) of the same vision transformer through Lithe and through the current
 * PyTorch release, alternating in one run on 2 threads, from the same weights on the same batch.
 * Run: `npm run bench:training`. PyTorch is installed from its registry into a cache folder at the first run.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { compile } from '../../language/index.ts';
import { randomStream } from '../../runtime/random.ts';
import { trainStep } from '../../runtime/train/step.ts';
import { createSuperNetwork } from '../../runtime/train/super-network.ts';
import { compileTrainingGraph } from '../../runtime/train/training-graph.ts';

interface Vit {
  readonly name: string;
  /** The .lithe text whose largest network is stepped. */
  readonly text: string;
  readonly image: readonly [number, number, number];
  readonly convolutions: readonly Convolution[];
  readonly width: number;
  readonly layers: number;
  readonly heads: number;
  readonly hidden: number;
  readonly batch: number;
}

interface Convolution {
  readonly name: string;
  readonly out: number;
  readonly kernel: number;
  readonly stride: number;
}

const CLASSES = 10;
const THREADS = 2;
const ROUNDS = 7;
const STEPS = 8;
const digits = readFileSync(join(import.meta.dirname, '..', '..', 'examples', 'digits-vit.lithe'), 'utf8');
const vits: readonly Vit[] = [
  {
    name: 'examples/digits-vit',
    text: digits,
    image: [1, 28, 28],
    convolutions: [
      { name: 'stem.conv', out: 16, kernel: 3, stride: 2 },
      { name: 'stem.conv_2', out: 32, kernel: 3, stride: 2 },
      { name: 'patch', out: 64, kernel: 3, stride: 2 },
    ],
    width: 64,
    layers: 5,
    heads: 4,
    hidden: 128,
    batch: 64,
  },
  plain('plain, 64 tokens', { image: [3, 32, 32], patch: 4, width: 192, layers: 6, heads: 3, hidden: 768, batch: 32 }),
];
const optimizer = { kind: 'adamw', rate: 1e-4, decay: 0.05, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const;

/** A ViT as Dosovitskiy et al. (2021) draw it. */
function plain(name: string, size: Omit<Vit, 'name' | 'text' | 'convolutions'> & { readonly patch: number }): Vit {
  const { image, patch, width, layers, heads, hidden } = size;
  const text = `supernet Vit {
  input image: image[${image.join(', ')}]
  patch: conv(${width}, kernel: ${patch}, stride: ${patch})
  to_tokens
  class_token
  position_embedding
  layer: repeat ${layers} {
    residual { layernorm; attention(${heads}, head_dim: ${width / heads}) }
    residual { layernorm; linear(${hidden}); gelu; linear(${width}) }
  }
  layernorm
  take_token(0)
  classifier: linear(${CLASSES})
}`;
  return { ...size, name, text, convolutions: [{ name: 'patch', out: width, kernel: patch, stride: patch }] };
}

/** The folder of a virtual environment that holds PyTorch; installed where it is absent. */
function python(): string {
  const folder = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'lithe-torch');
  const bin = join(folder, 'bin', 'python');
  if (!existsSync(join(folder, 'installed'))) {
    process.stderr.write(`Installing PyTorch into ${folder} (several GB, once) ...\n`);
    const install = (command: string, ...rest: string[]): void => {
      if (spawnSync(command, rest, { stdio: ['ignore', 'ignore', 'inherit'] }).status === 0) return;
      process.stderr.write('PyTorch cannot be installed here: it needs python3 with venv, and its registry.\n');
      process.exit(1);
    };
    install('python3', '-m', 'venv', folder);
    install(bin, '-m', 'pip', 'install', '--quiet', 'torch', 'numpy');
    writeFileSync(join(folder, 'installed'), '');
  }
  return bin;
}

async function measure(vit: Vit, interpreter: string): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'lithe-bench-'));
  const { spaces, diagnostics } = compile(vit.text, { file: 'vit.lithe' });
  const space = spaces[0];
  if (!space) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  const superNetwork = createSuperNetwork(space, 2, 1);
  const { state } = superNetwork;
  const random = randomStream(1, 'benchmark');
  const images = Float32Array.from({ length: vit.batch * vit.image.reduce((a, b) => a * b) }, () => random.uniform());
  const labels = BigInt64Array.from({ length: vit.batch }, () => BigInt(random.below(CLASSES)));
  const targets = new Float32Array(vit.batch * CLASSES);
  labels.forEach((label, slot) => {
    targets[slot * CLASSES + Number(label)] = 1;
  });

  const tensors = [...state.tensors.values()];
  const weights = tensors.map((tensor) =>
    inLanguageOrder(state.view('weights', tensor), tensor.extents, tensor.layout),
  );
  const path = (name: string): string => join(folder, name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path('weights'), Buffer.concat(weights));
  writeFileSync(path('images'), images);
  writeFileSync(path('labels'), labels);
  const { rate, decay } = optimizer;
  writeFileSync(
    path('job.json'),
    JSON.stringify({
      ...vit,
      headDim: vit.width / vit.heads,
      classes: CLASSES,
      threads: THREADS,
      rate,
      decay,
      tensors: tensors.map(({ stored }) => ({ name: stored.path, shape: stored.shape })),
      weights: path('weights'),
      images: path('images'),
      labels: path('labels'),
    }),
  );
  const peer = spawn(interpreter, [join(import.meta.dirname, 'vit.py'), path('job.json')], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: torchEnvironment(),
  });
  const answers = createInterface({ input: peer.stdout })[Symbol.asyncIterator]();
  const answer = async () => {
    const { value, done } = await answers.next();
    if (done) throw new Error('The PyTorch process ended: see its message above.');
    return JSON.parse(value);
  };
  const { version } = await answer();
  const ask = async (line: string): Promise<{ ms: number[]; loss: number }> => {
    peer.stdin.write(`${line}\n`);
    return answer();
  };

  const network = superNetwork.networkAt(superNetwork.largest);
  const graph = await compileTrainingGraph(network, state, {
    batch: vit.batch,
    threads: THREADS,
    distill: undefined,
    kept: true,
  });
  let step = 0;
  const ours = async (count: number): Promise<{ ms: number[]; loss: number }> => {
    const ms: number[] = [];
    let loss = 0;
    for (let index = 0; index < count; index++) {
      const start = performance.now();
      const batch = { images, targets };
      ({ loss } = await trainStep({ state, optimizer, seed: 1 }, [{ use: (work) => work(graph) }], batch, step, rate));
      ms.push(performance.now() - start);
      step += 1;
    }
    return { ms, loss };
  };

  const same = { ours: (await ours(3)).loss, theirs: (await ask('step 3')).loss };
  const difference = Math.abs(same.ours - same.theirs) / same.theirs;
  if (difference > 1e-3) throw new Error(`The losses after 3 steps differ: ${same.ours} and ${same.theirs}.`);
  const rounds: { ours: number; theirs: number }[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    rounds.push({ ours: median((await ours(STEPS)).ms), theirs: median((await ask(`step ${STEPS}`)).ms) });
  }
  peer.stdin.end();
  await graph.session.release();
  rmSync(folder, { recursive: true });
  const ratios = rounds.map((round) => round.ours / round.theirs);
  return [
    vit.name,
    `${vit.layers} layers of ${vit.width}, batch ${vit.batch}`,
    median(rounds.map((round) => round.ours)).toFixed(1),
    `${median(rounds.map((round) => round.theirs)).toFixed(1)} (${version})`,
    `${median(ratios).toFixed(2)} [${Math.min(...ratios).toFixed(2)}, ${Math.max(...ratios).toFixed(2)}]`,
    difference.toExponential(1),
  ];
}

/** A tensor's numbers in the order of the language's axes: state keeps some matrices transposed. */
function inLanguageOrder(values: Float32Array, extents: readonly number[], layout: readonly number[]): Buffer {
  const ordered = values.slice();
  const [rows = 1, columns = 1] = extents;
  if (layout[0] === 1)
    ordered.forEach((_, at) => {
      ordered[at] = values[(at % rows) * columns + Math.floor(at / rows)]!;
    });
  return Buffer.from(ordered.buffer);
}

/** PyTorch as its users run it: no setting of this shell may slow its matrix products. */
function torchEnvironment(): NodeJS.ProcessEnv {
  const { OPENBLAS_CORETYPE: _, OPENBLAS_L2_SIZE: __, ...rest } = process.env;
  return rest;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

const interpreter = python();
console.log('| ViT | size | Lithe, ms | PyTorch, ms | ratio, median [least, most] | loss after 3 steps differs by |');
console.log('|---|---|---|---|---|---|');
for (const vit of vits) console.log(`| ${(await measure(vit, interpreter)).join(' | ')} |`);
