/**
 * What sorting by importance gains: the largest network is trained alone for half of the epochs, then all decisions open,
 * with `reorder importance` or without. Accuracy on the held-out digits one step after opening (so nearly as they were
 * opened), an epoch after it, and at the end. Run: `npm run bench:reorder -- [seeds] [epochs] [example]`.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compile, type Genome, largest, sampleGenome, smallest } from '../../language/index.ts';
import { randomStream } from '../../runtime/random.ts';
import { createEngine, type Engine } from '../../runtime/train/engine.ts';

const [, , seeds = 3, epochs = 8, only] = process.argv;
const DRAWN = 24;
const folder = mkdtempSync(join(tmpdir(), 'lithe-reorder-'));
const arms = ['as they were', 'sorted'] as const;
type Arm = (typeof arms)[number];
/** Accuracies of the drawn sub-networks in the mean, the smallest and the largest network. */
type Found = readonly [drawn: number, smallest: number, largest: number];

for (const name of ['digits-vit', 'digits-cnn'].filter((one) => only === undefined || one === only)) {
  const file = join(import.meta.dirname, '..', '..', 'examples', `${name}.lithe`);
  const found = new Map<string, Found[]>();
  for (let seed = 1; seed <= Number(seeds); seed++) {
    for (const arm of arms) await measure(file, arm, seed, (when, each) => note(found, `${arm}, ${when}`, each));
  }
  for (const [row, all] of found) {
    const cells = all[0]!.map((_, place) => {
      const values = all.map((each) => 100 * each[place]!);
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      return `${mean.toFixed(2)} [${Math.min(...values).toFixed(2)}, ${Math.max(...values).toFixed(2)}]`;
    });
    console.log(`| ${name} | ${row} | ${cells.join(' | ')} |`);
  }
}
rmSync(folder, { recursive: true });

function note(found: Map<string, Found[]>, row: string, each: Found): void {
  console.error(row, ...each.map((accuracy) => accuracy.toFixed(4)));
  found.set(row, [...(found.get(row) ?? []), each]);
}

async function measure(file: string, arm: Arm, seed: number, tell: (when: string, found: Found) => void) {
  const text = readFileSync(file, 'utf8');
  const space = compile(text, { file }).spaces[0]!;
  const names = [...new Set(space.decisions.map((decision) => decision.name))];
  const shrink = `shrink ${names.map((one) => `${one} from 50%`).join(', ')}`;
  const settings = arm === 'sorted' ? `${shrink}; reorder importance` : shrink;
  const source = { file, text: text.replace(/distill from/, `${settings}\n    distill from`), imports: {} };
  const engine = await createEngine({ source, search: 'OnDigits', seed, epochs: Number(epochs), threads: 2 });
  const { uniform } = randomStream(0, 'drawn');
  const drawn = Array.from({ length: DRAWN }, () => sampleGenome(space, uniform));
  const { steps, stepsPerEpoch } = engine.summary;
  const opening = Math.round(steps / 2);
  const kept = join(folder, `${space.name}-${seed}`);
  const found = (): Promise<Found> => accuracies(engine, drawn, smallest(space), largest(space));
  if (arm === 'sorted') {
    await engine.restore(join(kept, `step-${String(opening).padStart(8, '0')}.safetensors`));
  } else {
    await engine.train(opening, steps);
    await engine.checkpoint(kept);
  }
  await engine.train(opening + 1, steps);
  tell('after a step', await found());
  await engine.train(opening + stepsPerEpoch, steps);
  tell('after an epoch', await found());
  await engine.train(steps, steps);
  tell('at the end', await found());
  await engine.dispose();
}

async function accuracies(engine: Engine, drawn: readonly Genome[], low: Genome, high: Genome): Promise<Found> {
  const measured = await engine.evaluate([low, high, ...drawn], 'test');
  const [first, last, ...others] = measured.map(({ accuracy }) => accuracy!);
  return [others.reduce((sum, accuracy) => sum + accuracy, 0) / others.length, first!, last!];
}
