import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeIdx } from '../../../runtime/data/images/idx.ts';
import { randomStream } from '../../../runtime/random.ts';
import { freshFolder } from './lithe.ts';

const SIDE = 8;
const CLASSES = 4;

/** A real job that takes seconds: 258 small convolutional networks on 8x8 patterns. */
const text = `/// Small enough to train in a test.
supernet Tiny {
  input image: image[1, ${SIDE}, ${SIDE}]
  elastic depth in 1..3
  layer: repeat depth {
    elastic width in [2, 4, 6]
    elastic kernel in [1, 3]
    conv(width, kernel: kernel)
    batchnorm
    relu
  }
  global_pool
  classifier: linear(${CLASSES})
}

dataset Patterns {
  images "train.idx3-ubyte" labels "train.idx1-ubyte"
  validation 25%
  test "test.idx3-ubyte" labels "test.idx1-ubyte"
  normalize mean 0.5 deviation 0.25
}

search OnPatterns {
  space Tiny
  data Patterns
  maximize accuracy
  minimize macs
  finetune {
    epochs 3
    batch 16
    optimizer adamw(rate: 2e-2, decay: 0.01)
    schedule cosine(warmup: 10%)
    sample largest, random(1)
    distill from largest(weight: 0.5, temperature: 1)
  }
  explore linas(population: 12, evaluations: 40, per_epoch: 4)
  control random
  seed 1
}
`;

/** Every class is a pattern of its own under noise, so that a small network learns most of it in a few epochs. */
function writePatterns(folder: string, name: string, count: number): void {
  const patterns = Array.from({ length: CLASSES }, (_, label) => {
    const random = randomStream(1, 'pattern', label);
    return Array.from({ length: SIDE * SIDE }, () => random.below(200));
  });
  const random = randomStream(2, name);
  const labels = Uint8Array.from({ length: count }, () => random.below(CLASSES));
  const pixels = Uint8Array.from({ length: count * SIDE * SIDE }, (_, index) => {
    const label = labels[Math.floor(index / (SIDE * SIDE))]!;
    return Math.max(0, Math.min(255, patterns[label]![index % (SIDE * SIDE)]! + 40 * random.normal()));
  });
  writeFileSync(join(folder, `${name}.idx3-ubyte`), encodeIdx({ extents: [count, SIDE, SIDE], data: pixels }));
  writeFileSync(join(folder, `${name}.idx1-ubyte`), encodeIdx({ extents: [count], data: labels }));
}

/** Writes the search and its data into a new folder; gives the .lithe file. */
export function writeTinySearch(change: (text: string) => string = (same) => same): string {
  const folder = freshFolder();
  writePatterns(folder, 'train', 256);
  writePatterns(folder, 'test', 100);
  const file = join(folder, 'tiny.lithe');
  writeFileSync(file, change(text));
  return file;
}
