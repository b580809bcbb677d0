/**
 * A training step (forward, backward, AdamW) of the same transformers through Lithe's engine and through the current
 * PyTorch release, alternating in one run on 2 threads, from the same weights on the same batches; and the most memory that
 * either process held. Run: `npm run bench:training -- [PART OF A MODEL'S NAME] [ROUNDS]`. PyTorch is installed from its
 * registry into a cache folder at the first run. Each model has a process of its own.
 */
import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { compile } from '../../language/index.ts';
import { trainingBatches } from '../../runtime/data/batches.ts';
import { createEngine } from '../../runtime/train/engine.ts';
import { createSuperNetwork } from '../../runtime/train/super-network.ts';
import { dataOf, SEED } from './model-data.ts';
import { berts, type Model, vits } from './models.ts';
import { python } from './python.ts';

const THREADS = 2;
const CHECKED = 3;
const examples = join(import.meta.dirname, '..', '..', 'examples');

/** A line of the table. Throws where the two disagree on the losses of the first steps. */
async function measure(model: Model, interpreter: string, rounds: number): Promise<string> {
  const { spaces, datasets, searches } = compile(model.text, { file: 'model.lithe' });
  const { finetune } = searches[0]!;
  const data = await dataOf(model, datasets[0]!);
  const batches = trainingBatches(data, { ...finetune!, seed: SEED, share: 0, shares: 1, place: '' });
  const first = await Promise.all(Array.from({ length: CHECKED }, (_, step) => batches.at(step)));
  const { state } = createSuperNetwork(spaces[0]!, { moments: 2 }, SEED);
  const tensors = [...state.tensors.values()];

  const folder = mkdtempSync(join(tmpdir(), 'lithe-bench-'));
  const file = (name: string, parts: readonly (Float32Array | Int32Array)[]): string => {
    writeFileSync(join(folder, name), Buffer.concat(parts.map((part) => Buffer.from(part.slice().buffer))));
    return join(folder, name);
  };
  const job = {
    ...model,
    batch: finetune!.batch,
    rate: finetune!.optimizer.rate,
    decay: finetune!.optimizer.decay,
    threads: THREADS,
    tensors: tensors.map(({ stored }) => ({ name: stored.path, shape: stored.shape })),
    weights: file(
      'weights',
      tensors.map((tensor) => inLanguageOrder(state.view('weights', tensor), tensor.extents, tensor.layout)),
    ),
    inputs: file(
      'inputs',
      first.map(({ inputs: [first] }) => first!),
    ),
    targets: file(
      'targets',
      first.map(({ targets }) => targets),
    ),
  };
  writeFileSync(join(folder, 'job.json'), JSON.stringify(job));
  const peer = startPeer(interpreter, join(folder, 'job.json'));
  const { version } = await peer.answer();
  const source = { file: join(examples, 'model.lithe'), text: model.text, imports: {} };
  const engine = await createEngine({ source, search: searches[0]!.name, seed: SEED, threads: THREADS, data });

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
  if (difference > 1e-3) throw new Error(`${model.name}: the losses differ, ${losses.ours} and ${losses.theirs}.`);

  const times: { ours: number; theirs: number }[] = [];
  let peak = 0;
  for (let round = 0; round < rounds; round++) {
    const own = await ours(model.steps);
    const other = await peer.step(model.steps);
    times.push({ ours: own.ms, theirs: other.ms });
    peak = other.peak;
  }
  const ownPeak = 1024 * process.resourceUsage().maxRSS;
  peer.end();
  await engine.dispose();
  rmSync(folder, { recursive: true });
  const ratios = times.map((round) => round.ours / round.theirs);
  const mebibytes = (bytes: number): string => (bytes / 2 ** 20).toFixed(0);
  const cells = [
    model.name,
    median(times.map((round) => round.ours)).toFixed(1),
    `${median(times.map((round) => round.theirs)).toFixed(1)} (${version})`,
    `${median(ratios).toFixed(2)} [${Math.min(...ratios).toFixed(2)}, ${Math.max(...ratios).toFixed(2)}]`,
    mebibytes(ownPeak),
    mebibytes(peak),
    (ownPeak / peak).toFixed(2),
    difference.toExponential(1),
  ];
  return `| ${cells.join(' | ')} |`;
}

/** The PyTorch process; no setting of this shell may slow its matrix products. */
function startPeer(interpreter: string, job: string) {
  const { OPENBLAS_CORETYPE: _, OPENBLAS_L2_SIZE: __, ...env } = process.env;
  const peer = spawn(interpreter, [join(import.meta.dirname, 'transformer.py'), job], {
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
    step(steps: number): Promise<{ ms: number; loss: number; peak: number }> {
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

const [, , asked, rounds = '9', alone] = process.argv;
const interpreter = python('torch', 'numpy');
const models: readonly Model[] = [...vits, ...berts];
if (alone !== undefined) {
  console.log(await measure(models.find(({ name }) => name === asked)!, interpreter, Number(rounds)));
} else {
  spawnSync(process.execPath, [join(import.meta.dirname, '..', '..', 'scripts', 'digits.ts')], { stdio: 'inherit' });
  console.log(
    '| model | Lithe, ms | PyTorch, ms | ratio, median [least, most] | Lithe, MiB at most | PyTorch, MiB at most | ratio | loss of the first steps differs by |',
  );
  console.log(`|${' - |'.repeat(8)}`);
  for (const { name } of models.filter(({ name }) => asked === undefined || name.includes(asked))) {
    spawnSync(process.execPath, [import.meta.filename, name, rounds, 'alone'], { stdio: 'inherit' });
  }
}
