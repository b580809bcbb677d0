/**
 * The last hidden states of all-MiniLM-L6-v2 for the sentences of a file (one a line, what follows a tab is left out),
 * through Lithe and through PyTorch and transformers on the same weights. Prints the largest difference.
 * Run: `node scripts/minilm.ts; npm run bench:minilm -- SENTENCES.tsv [--fixture]`. PyTorch is installed into a cache
 * folder at the first run. With `--fixture` the figures that the unit tests hold Lithe against are written anew.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { folder, hiddenStates, LENGTH, WIDTH } from '../runtime/weights/minilm.ts';
import { digestOf, encodeReference, FIXTURE } from '../runtime/weights/reference.ts';
import { python } from './python.ts';

const SENTENCES = 100;
const [file, option] = process.argv.slice(2);
if (file === undefined) {
  console.error('Give a file of sentences, one a line.');
  process.exit(2);
}
const sentences = readFileSync(file, 'utf8')
  .split('\n')
  .slice(0, SENTENCES)
  .map((line) => line.split('\t')[0]!);
const temporary = mkdtempSync(join(tmpdir(), 'lithe-minilm-'));
const output = join(temporary, 'reference');
const { status, stdout } = spawnSync(
  python('torch', 'numpy', 'transformers'),
  [join(import.meta.dirname, 'minilm.py'), folder, output],
  { input: sentences.join('\n'), encoding: 'utf8', stdio: ['pipe', 'pipe', 'inherit'] },
);
if (status !== 0) process.exit(1);
const bytes = (name: string): ArrayBuffer => Uint8Array.from(readFileSync(`${output}.${name}`)).buffer;
const ids = new Int32Array(bytes('ids'));
const reference = new Float32Array(bytes('states'));
rmSync(temporary, { recursive: true });

const states = await hiddenStates(ids);
let [furthest, largest, words] = [0, 0, 0];
ids.forEach((id, at) => {
  if (id === 0) return;
  words += 1;
  for (let place = at * WIDTH; place < (at + 1) * WIDTH; place++) {
    const away = Math.abs(states[place]! - reference[place]!);
    if (!(away <= furthest)) furthest = away;
    largest = Math.max(largest, Math.abs(reference[place]!));
  }
});
console.log(
  `${stdout.trim()}: ${words} tokens of ${WIDTH} numbers up to ${largest.toFixed(2)}; Lithe differs by ${furthest.toExponential(2)} at most.`,
);
if (option === '--fixture') {
  writeFileSync(FIXTURE, encodeReference(ids, digestOf(ids, reference), LENGTH));
  console.log(`${FIXTURE} is written.`);
}
