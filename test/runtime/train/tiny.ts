import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeIdx } from '../../../runtime/data/images/idx.ts';
import { randomStream } from '../../../runtime/random.ts';
import type { SourceTexts } from '../../../runtime/source.ts';

const SIDE = 8;

const spaces = {
  transformer: `
    patch: conv(8, kernel: 4, stride: 4)
    to_tokens
    position_embedding
    elastic depth in 1..2
    layer: repeat depth {
      elastic heads  in [1, 2]
      elastic hidden in [4, 8, 12]
      residual { layernorm; attention(heads, head_dim: 4) }
      residual { layernorm; linear(hidden); gelu; linear(8) }
    }
    layernorm`,
  convolution: `
    elastic depth in 1..2
    unit: repeat depth {
      elastic width in [4, 6]
      elastic kernel in [3, 5]
      conv(width, kernel: kernel)
      batchnorm
      relu
    }`,
};

/** A space small enough to train in a moment, on images of four patterns. */
export function tinySource(
  folder: string,
  space: keyof typeof spaces,
  finetune = 'optimizer adamw(rate: 2e-2)',
): SourceTexts {
  mkdirSync(folder, { recursive: true });
  writeImages(folder, 'train', 200);
  writeImages(folder, 'test', 50);
  const text = `
supernet Tiny {
  input image: image[1, ${SIDE}, ${SIDE}]
  ${spaces[space]}
  global_pool
  classifier: linear(4)
}

dataset Patterns {
  images "train-images" labels "train-labels"
  validation 25%
  test "test-images" labels "test-labels"
  normalize mean 0.3 deviation 0.3
  augment shift(1)
}

search OnPatterns {
  space Tiny
  data Patterns
  maximize accuracy
  minimize macs
  finetune {
    epochs 4
    batch 24
    ${finetune}
    schedule cosine(warmup: 10%)
    sample largest, smallest, random(1)
    distill from largest(weight: 0.5, temperature: 2)
  }
  explore random(evaluations: 10)
  seed 3
}
`;
  return { file: join(folder, 'tiny.lithe'), text, imports: {} };
}

/** Noisy stripes across, stripes down, a chequered board, and none of them. */
const patterns = [
  (row: number, _column: number) => row & 2,
  (_row: number, column: number) => column & 2,
  (row: number, column: number) => (row ^ column) & 2,
  () => 1,
];

function writeImages(folder: string, name: string, count: number): void {
  const random = randomStream(5, name);
  const labels = Uint8Array.from({ length: count }, () => random.below(patterns.length));
  const pixels = Uint8Array.from({ length: count * SIDE * SIDE }, (_, at) => {
    const pattern = patterns[labels[Math.floor(at / SIDE ** 2)]!]!;
    return 50 * pattern(Math.floor(at / SIDE) % SIDE, at % SIDE) + random.below(100);
  });
  writeFileSync(join(folder, `${name}-images`), encodeIdx({ extents: [count, SIDE, SIDE], data: pixels }));
  writeFileSync(join(folder, `${name}-labels`), encodeIdx({ extents: [count], data: labels }));
}
