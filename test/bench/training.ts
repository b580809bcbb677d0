/**
 * A training step (forward, backward, AdamW) of the same vision transformer through Lithe's engine and through the
 * current PyTorch release, alternating in one run on 2 threads, from the same weights on the same real digits.
 * Run: `npm run bench:training`. PyTorch is installed from its registry into a cache folder at the first run.
 */
import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { compile, type TensorType } from '../../language/index.ts';
import { trainingBatches } from '../../runtime/data/batches.ts';
import { loadDataset } from '../../runtime/data/dataset.ts';
import { createEngine } from '../../runtime/train/engine.ts';
import { createSuperNetwork } from '../../runtime/train/super-network.ts';
import { python } from './python.ts';
import { type Vit, vits } from './vits.ts';

const CLASSES = 10;
const THREADS = 2;
const ROUNDS = 9;
const STEPS = 10;
const CHECKED = 3;
const SEED = 1;
const examples = join(import.meta.dirname, '..', '..', 'examples');
const digits: TensorType = { kind: 'image', channels: 1, height: 28, width: 28 };

/** A line of the table. Throws where the two disagree on the losses of the first steps. */
async function measure(vit: Vit, interpreter: string): Promise<string> {
  const { spaces, datasets, searches } = compile(vit.text, { file: 'vit.lithe' });
  const { finetune } = searches[0]!;
  const data = await loadDataset(
    datasets[0]!,
    examples,
    { inputs: [{ name: 'image', type: digits }], outputs: CLASSES },
    SEED,
  );
  const batches = trainingBatches(data, { ...finetune!, seed: SEED, share: 0, shares: 1 });
  const first = await Promise.all(Array.from({ length: CHECKED }, (_, step) => batches.at(step)));
  const { state } = createSuperNetwork(spaces[0]!, { moments: 2 }, SEED);
  const tensors = [...state.tensors.values()];

  const folder = mkdtempSync(join(tmpdir(), 'lithe-bench-'));
  const file = (name: string, parts: readonly Float32Array[]): string => {
    writeFileSync(join(folder, name), Buffer.concat(parts.map((part) => Buffer.from(part.slice().buffer))));
    return join(folder, name);
  };
  const job = {
    ...vit,
    batch: finetune!.batch,
    rate: finetune!.optimizer.rate,
    decay: finetune!.optimizer.decay,
    classes: CLASSES,
    threads: THREADS,
    tensors: tensors.map(({ stored }) => ({ name: stored.path, shape: stored.shape })),
    weights: file(
      'weights',
      tensors.map((tensor) => inLanguageOrder(state.view('weights', tensor), tensor.extents, tensor.layout)),
    ),
    images: file(
      'images',
      first.map(({ inputs: [images] }) => images as Float32Array),
    ),
    targets: file(
      'targets',
      first.map(({ targets }) => targets),
    ),
  };
  writeFileSync(join(folder, 'job.json'), JSON.stringify(job));
  const peer = startPeer(interpreter, join(folder, 'job.json'));
  const { version } = await peer.answer();
  const source = { file: join(examples, 'vit.lithe'), text: vit.text, imports: {} };
  const engine = await createEngine({ source, search: searches[0]!.name, seed: SEED, threads: THREADS });

  let done = 0;
  const ours = async (steps: number): Promise<{ ms: number; loss: number }> => {
    let loss = 0;
    const start = performance.now();
    done += steps;
    await engine.train(done, steps, (report) => {
      loss = report.loss;
    });
    return { ms: (performance.now() - start) / steps, loss };
  };
  const losses = { ours: (await ours(CHECKED)).loss, theirs: (await peer.step(CHECKED)).loss };
  const difference = Math.abs(losses.ours / losses.theirs - 1);
  if (difference > 1e-3) throw new Error(`${vit.name}: the losses differ, ${losses.ours} and ${losses.theirs}.`);

  const rounds: { ours: number; theirs: number }[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    rounds.push({ ours: (await ours(STEPS)).ms, theirs: (await peer.step(STEPS)).ms });
  }
  peer.end();
  await engine.dispose();
  rmSync(folder, { recursive: true });
  const ratios = rounds.map((round) => round.ours / round.theirs);
  const cells = [
    vit.name,
    median(rounds.map((round) => round.ours)).toFixed(1),
    `${median(rounds.map((round) => round.theirs)).toFixed(1)} (${version})`,
    `${median(ratios).toFixed(2)} [${Math.min(...ratios).toFixed(2)}, ${Math.max(...ratios).toFixed(2)}]`,
    difference.toExponential(1),
  ];
  return `| ${cells.join(' | ')} |`;
}

/** The PyTorch process; no setting of this shell may slow its matrix products. */
function startPeer(interpreter: string, job: string) {
  const { OPENBLAS_CORETYPE: _, OPENBLAS_L2_SIZE: __, ...env } = process.env;
  const peer = spawn(interpreter, [join(import.meta.dirname, 'vit.py'), job], {
    env,
  }) as ChildProcessWithoutNullStreams;
  peer.stderr.pipe(process.stderr);
  const lines = createInterface({ input: peer.stdout })[Symbol.asyncIterator]();
  const answer = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error('The PyTorch process ended: see its message above.');
    return JSON.parse(value);
  };
  return {
    answer,
    step(steps: number): Promise<{ ms: number; loss: number }> {
      peer.stdin.write(`step ${steps}\n`);
      return answer();
    },
    end: () => peer.stdin.end(),
  };
}

/** A tensor's numbers in the order of the language's axes: the state keeps some matrices transposed. */
function inLanguageOrder(values: Float32Array, extents: readonly number[], layout: readonly number[]): Float32Array {
  if (layout[0] !== 1) return values;
  const [rows, columns] = extents as [number, number];
  return values.map((_, at) => values[(at % rows) * columns + Math.floor(at / rows)]!);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

spawnSync(process.execPath, [join(import.meta.dirname, '..', '..', 'scripts', 'digits.ts')], { stdio: 'inherit' });
const interpreter = python('torch', 'numpy');
console.log('| ViT | Lithe, ms | PyTorch, ms | ratio, median [least, most] | loss of the first steps differs by |');
console.log('|---|---|---|---|---|');
for (const vit of vits) console.log(await measure(vit, interpreter));
