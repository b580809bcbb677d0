/**
 * InstaTune's table (Sarah et al. 2023) on SST-2: `examples/minilm-sst2.lithe` as it stands, and plain fine-tuning of its
 * largest network by the same recipe, each over several seeds. Every run is kept in a folder, is gone on with where it was
 * stopped, and leaves its outcome in a file of its own.
 *
 *     npm run bench:sst2 -- [--seeds 3] [--results .cache/sst2] [--table]
 *
 * `--table` runs nothing and prints what is there.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { versions } from '../../runtime/cli/version.ts';
import type { FrontPoint } from '../../runtime/run/front/front.ts';
import { type RunOutcome, resumeRun, startRun } from '../../runtime/run/run.ts';

const kinds = ['plain', 'instatune'] as const;
type Kind = (typeof kinds)[number];

/** A run that is over. */
interface Outcome {
  /** Of the front, in rising order of MACs, with the largest network at the end. */
  readonly networks: readonly { readonly macs: number; readonly validation: number; readonly test: number }[];
  /** Processor time of the whole run: of every thread, whatever else the machine did meanwhile. */
  readonly seconds: number;
}

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '3' },
    results: { type: 'string', default: '.cache/sst2' },
    table: { type: 'boolean', default: false },
    run: { type: 'string' },
  },
});
const results = resolve(values.results);
const examples = fileURLToPath(new URL('../../examples/', import.meta.url));
const outcomeFile = (kind: Kind, seed: number): string => join(results, `${kind}-${seed}.json`);

if (values.run !== undefined) {
  const [kind, seed] = values.run.split(' ') as [Kind, string];
  await run(kind, Number(seed));
} else {
  const seeds = Array.from({ length: Number(values.seeds) }, (_, index) => index + 1);
  if (!values.table) for (const seed of seeds) for (const kind of kinds) runApart(kind, seed);
  print(seeds);
}

/** In a process of its own, so that its processor time is the run's. */
function runApart(kind: Kind, seed: number): void {
  if (existsSync(outcomeFile(kind, seed))) return;
  console.error(`${new Date().toISOString()} ${kind}, seed ${seed}`);
  apart(fileURLToPath(import.meta.url), '--results', results, '--run', `${kind} ${seed}`);
}

function apart(...args: string[]): void {
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

async function run(kind: Kind, seed: number): Promise<void> {
  const folder = join(results, `${kind}-${seed}`);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'minilm-sst2.lithe');
  writeFileSync(file, textOf(kind));
  const own = join(folder, `seconds-${process.pid}`);
  const note = (): void => writeFileSync(own, String(processorSeconds()));
  const noting = setInterval(note, 10_000);
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());

  const runs = join(folder, 'runs');
  const [begun] = existsSync(runs) ? readdirSync(runs) : [];
  const watcher = { planned() {}, happened() {}, told: console.error, warned: console.error };
  const outcome =
    begun === undefined
      ? await startRun({ file, runs, device: async () => 'cpu', overrides: { seed }, versions }, watcher, stop.signal)
      : await resumeRun(join(runs, begun), watcher, stop.signal);
  clearInterval(noting);
  note();
  if (!outcome.finished) process.exit(130);
  const spent = readdirSync(folder).filter((name) => name.startsWith('seconds-'));
  const seconds = spent.reduce((sum, name) => sum + Number(readFileSync(join(folder, name), 'utf8')), 0);
  writeFileSync(outcomeFile(kind, seed), JSON.stringify({ networks: networksOf(kind, outcome), seconds }));
}

/** The example, with data where it lies; the largest network alone where fine-tuning is plain. */
function textOf(kind: Kind): string {
  const text = readFileSync(join(examples, 'minilm-sst2.lithe'), 'utf8').replaceAll('"data/', `"${examples}data/`);
  if (kind === 'instatune') return text;
  return replaced(
    replaced(replaced(text, /, random\(1\)/, ''), /\n *distill .*/, ''),
    /linas\(.*\)/,
    'random(evaluations: 1)',
  );
}

function replaced(text: string, pattern: RegExp, by: string): string {
  if (!pattern.test(text)) throw new Error(`The example no longer has ${pattern}.`);
  return text.replace(pattern, by);
}

function networksOf(kind: Kind, { front }: RunOutcome): Outcome['networks'] {
  const entry = ({ metrics, test }: FrontPoint) => ({
    macs: metrics.macs!,
    validation: metrics.accuracy!,
    test: test!.accuracy!,
  });
  const [largest] = front.ends;
  return [...(kind === 'plain' ? [] : front.points.map(entry)), entry(largest!)];
}

function processorSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/**
 * Three of each front, chosen by their accuracy on the validation data: of all, of those with 3/4 and with 1/2 of the MACs, to a
 * tenth of a percent: half of the layers are 384 MACs more than half of the network.
 */
function print(seeds: readonly number[]): void {
  const of = (kind: Kind): Outcome[] =>
    seeds
      .map((seed) => outcomeFile(kind, seed))
      .filter(existsSync)
      .map((file) => JSON.parse(readFileSync(file, 'utf8')));
  const [plain, instatune] = [of('plain'), of('instatune')];
  const last = ({ networks }: Outcome) => networks.at(-1)!;
  const whole = last(plain[0] ?? instatune[0]!).macs;
  const bestUnder = (share: number) => (outcome: Outcome) =>
    outcome.networks
      .filter(({ macs }) => Math.round((1000 * macs) / whole) <= 1000 * share)
      .reduce((best, network) => (network.validation > best.validation ? network : best));
  const rows: [string, Outcome[], (outcome: Outcome) => Outcome['networks'][number]][] = [
    ['plain fine-tuning, the whole network', plain, last],
    ['InstaTune, the whole network', instatune, last],
    ['InstaTune, best of the front', instatune, bestUnder(1)],
    ['InstaTune, best with at most 75 % of the MACs', instatune, bestUnder(0.75)],
    ['InstaTune, best with at most 50 %', instatune, bestUnder(0.5)],
  ];
  const percent = (values: readonly number[]): string =>
    `${(100 * mean(values)).toFixed(2)} [${values.map((value) => (100 * value).toFixed(2)).join(', ')}]`;
  console.log('| network | GMACs | % of all | accuracy on dev, % | accuracy on test, % |\n| - | - | - | - | - |');
  for (const [name, outcomes, choose] of rows) {
    if (outcomes.length === 0) continue;
    const chosen = outcomes.map(choose);
    const macs = mean(chosen.map((network) => network.macs));
    const cells = [
      name,
      (macs / 1e9).toFixed(3),
      ((100 * macs) / whole).toFixed(0),
      percent(chosen.map(({ validation }) => validation)),
      percent(chosen.map(({ test }) => test)),
    ];
    console.log(`| ${cells.join(' | ')} |`);
  }
  const seconds = (outcomes: readonly Outcome[]): string => outcomes.map((one) => one.seconds.toFixed(0)).join(', ');
  console.log(`\nProcessor seconds of each run, plain: ${seconds(plain)}; InstaTune: ${seconds(instatune)}.`);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
