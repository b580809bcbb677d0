/**
 * Weights that many sub-networks share beside weights of one's own, on Fashion-MNIST: the super-network of
 * examples/fashion-ofa.lithe is trained as its file says, and then the smallest, a middle and the largest of its
 * sub-networks alone, from random weights, for as many steps by the same recipe: the same text with its decisions settled.
 * Accuracies are of the 10,000 pictures that nothing was trained on or selected by; batch norms are recalibrated.
 * Every result is a file of the folder, and training goes on from its last checkpoint.
 *
 *     npm run bench:fashion -- [epochs] [folder] [seed]
 */
import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { costsAt, type DecisionValue, type Genome, genomeOf, type Space } from '../../language/index.ts';
import { compileTexts, readSource, type SourceTexts } from '../../runtime/source.ts';
import { createEngine } from '../../runtime/train/engine.ts';

/** Steps between two checkpoints. */
const KEPT_EVERY = 143;
const root = join(import.meta.dirname, '..', '..');
const [epochs, folder = join(root, 'out', 'fashion'), seed = '1'] = process.argv.slice(2);

/** What each decision takes in all blocks: so that a text with them settled is the same architecture. */
type Settings = Readonly<Record<string, DecisionValue>>;
const sizes: Readonly<Record<string, Settings>> = {
  smallest: { depth: 1, kernel: 3, expand: 2 },
  middle: { depth: 2, kernel: 5, expand: 3 },
  largest: { depth: 3, kernel: 5, expand: 4 },
};

interface Trained {
  /** Accuracy of each of the genomes asked for, in [0, 1]. */
  readonly accuracies: readonly number[];
  readonly steps: number;
  /** Of the processor, in seconds, of the last start alone. */
  readonly seconds: number;
}

/** Trains the only search of a text to its end and measures sub-networks, or reads what was found before. */
async function trained(name: string, source: SourceTexts, genomes: readonly Genome[]): Promise<Trained> {
  const result = join(folder, `${name}-${seed}.json`);
  if (existsSync(result)) return JSON.parse(readFileSync(result, 'utf8'));
  const checkpoints = join(folder, `${name}-${seed}`);
  mkdirSync(checkpoints, { recursive: true });
  const { searches } = compileTexts(source);
  const engine = await createEngine({
    source,
    search: searches[0]!.name,
    seed: Number(seed),
    threads: 1,
    ...(epochs !== undefined && { epochs: Number(epochs) }),
  });
  const before = process.cpuUsage();
  const last = readdirSync(checkpoints)
    .filter((file) => file.endsWith('.safetensors'))
    .sort()
    .at(-1);
  const { steps } = engine.summary;
  for (let done = last === undefined ? 0 : await engine.restore(join(checkpoints, last)); done < steps; ) {
    done = Math.min(steps, done + KEPT_EVERY);
    await engine.train(done, KEPT_EVERY, ({ step, loss, sampledLoss }) =>
      console.error(`${name}: ${step} of ${steps}, loss ${loss.toFixed(3)}, of the others ${sampledLoss.toFixed(3)}`),
    );
    await engine.checkpoint(checkpoints);
  }
  const { user, system } = process.cpuUsage(before);
  const accuracies = (await engine.evaluate(genomes, 'test')).map(({ accuracy }) => accuracy!);
  await engine.dispose();
  const found: Trained = { accuracies, steps, seconds: (user + system) / 1e6 };
  writeFileSync(result, JSON.stringify(found));
  return found;
}

function genomeWith(space: Space, settings: Settings): Genome {
  const entries = space.decisions.map(({ path }) => [path, settings[path.split('.').at(-1)!]!]);
  const found = genomeOf(space, Object.fromEntries(entries));
  if ('problems' in found) throw new Error(found.problems.join('\n'));
  return found.genome;
}

/** The text with every decision settled, and nobody to teach its one network. */
function settled(text: string, settings: Settings): string {
  return text
    .replace(/elastic (\w+) in .*/g, (_, name: string) => `const ${name} = ${settings[name]}`)
    .replace(/sample .*/, 'sample largest')
    .replace(/distill .*/, '');
}

spawnSync(process.execPath, [join(root, 'scripts', 'fashion.ts')], { stdio: 'inherit' });
const { source, compilation } = readSource(join(root, 'examples', 'fashion-ofa.lithe'));
const space = compilation.spaces[0]!;
const genomes = Object.values(sizes).map((settings) => genomeWith(space, settings));
const shared = await trained('super-network', source, genomes);

const percent = (share: number): string => (100 * share).toFixed(2);
console.log(`| of ${shared.steps} steps | MACs | parameters | in the super-network | alone | difference |`);
console.log('| - | - | - | - | - | - |');
for (const [index, [name, settings]] of Object.entries(sizes).entries()) {
  const text = settled(source.text, settings);
  const alone = { ...source, text };
  const one = compileTexts(alone).spaces[0]!;
  const { macs, params } = costsAt(space, genomes[index]!);
  assert.equal(costsAt(one, []).macs, macs);
  const { accuracies, steps } = await trained(name, alone, [[]]);
  assert.equal(steps, shared.steps);
  const [inside, outside] = [shared.accuracies[index]!, accuracies[0]!];
  const cells = [name, macs, params, percent(inside), percent(outside), percent(inside - outside)];
  console.log(`| ${cells.join(' | ')} |`);
}
