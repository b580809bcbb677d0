import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Transformer {
  readonly name: string;
  /** A .lithe file whose only search trains its largest network alone. */
  readonly text: string;
  readonly classes: number;
  readonly width: number;
  readonly layers: number;
  readonly heads: number;
  readonly headDim: number;
  readonly hidden: number;
  /** Steps of a round. */
  readonly steps: number;
}

/** A transformer of images with a class token, a norm before each half of a layer, as both sides of the training benchmark build it. */
export interface Vit extends Transformer {
  readonly image: readonly [channels: number, height: number, width: number];
  /** Of real digits, or of random pixels. */
  readonly pixels: 'digits' | 'random';
  /** With a GELU between two. */
  readonly convolutions: readonly {
    readonly name: string;
    readonly out: number;
    readonly kernel: number;
    readonly stride: number;
  }[];
}

/** A BERT: a norm behind each half of a layer, the mean of the rows that are no padding; on random ids, every text as long as it may be. */
export interface Bert extends Transformer {
  readonly vocabulary: number;
  readonly positions: number;
  readonly length: number;
}

export type Model = Vit | Bert;

const example = readFileSync(join(import.meta.dirname, '..', '..', 'examples', 'digits-vit.lithe'), 'utf8');
const [, dataset] = /(dataset Digits \{.*?\n\})/s.exec(example)!;
const supernet = example.slice(0, example.indexOf('/// 8,000'));

/** Nothing but steps of the largest network. */
const search = (space: string, data: string, batch: number): string => `search Steps {
  space ${space}
  data ${data}
  maximize accuracy
  finetune {
    epochs 24
    batch ${batch}
    optimizer adamw(rate: 1e-4, decay: 0.05)
    schedule constant
    sample largest
  }
}`;

type Sizes = Pick<Vit, 'image' | 'width' | 'layers' | 'heads' | 'hidden' | 'classes'> & { readonly patch: number };

const plain = ({ image, patch, width, layers, heads, hidden, classes }: Sizes): string => `supernet Plain {
  input image: image[${image.join(', ')}]
  patch: conv(${width}, kernel: ${patch}, stride: ${patch})
  to_tokens
  class_token
  position_embedding
  layer: repeat ${layers} {
    residual { layernorm; attention(${heads}, head_dim: 64) }
    residual { layernorm; linear(${hidden}); gelu; linear(${width}) }
  }
  layernorm
  take_token(0)
  classifier: linear(${classes})
}`;

const small: Sizes = { image: [1, 28, 28], patch: 4, width: 192, layers: 6, heads: 3, hidden: 768, classes: 10 };
const base: Sizes = { image: [3, 224, 224], patch: 16, width: 768, layers: 12, heads: 12, hidden: 3072, classes: 1000 };

const miniLm = `supernet MiniLm {
  input ids: tokens[64]
  input types: tokens[64]
  from types
  segment: embedding(2, 384)
  from ids
  word: embedding(30522, 384, padding: 0)
  position_embedding(positions: 512)
  sum(x, segment)
  layernorm(epsilon: 1e-12)
  layer: repeat 6 {
    residual { attention(12, head_dim: 32) }
    layernorm(epsilon: 1e-12)
    residual { linear(1536); gelu; linear(384) }
    layernorm(epsilon: 1e-12)
  }
  global_pool
  classifier: linear(2)
}`;

/** Never read: the benchmark gives the data. */
const pictures = 'dataset Pictures { images "pictures"; validation 10% }';
const texts =
  'dataset Texts { text "texts.tsv" column 1; label column 2; validation 10%; tokenizer "tokenizer.json" length 64 }';

export const vits: readonly Vit[] = [
  {
    name: 'examples/digits-vit: a stem of 3 convolutions, 5 layers of 64 on 17 tokens',
    text: [supernet, dataset, search('DigitsVit', 'Digits', 64)].join('\n'),
    image: [1, 28, 28],
    pixels: 'digits',
    classes: 10,
    steps: 10,
    convolutions: [
      { name: 'stem.conv', out: 16, kernel: 3, stride: 2 },
      { name: 'stem.conv_2', out: 32, kernel: 3, stride: 2 },
      { name: 'patch', out: 64, kernel: 3, stride: 2 },
    ],
    width: 64,
    layers: 5,
    heads: 4,
    headDim: 16,
    hidden: 128,
  },
  {
    name: 'a plain ViT: 6 layers of 192 on 50 tokens',
    text: [plain(small), dataset, search('Plain', 'Digits', 64)].join('\n'),
    pixels: 'digits',
    ...small,
    convolutions: [{ name: 'patch', out: small.width, kernel: small.patch, stride: small.patch }],
    headDim: 64,
    steps: 10,
  },
  {
    name: 'ViT-B/16, batch 8',
    text: [plain(base), pictures, search('Plain', 'Pictures', 8)].join('\n'),
    pixels: 'random',
    ...base,
    convolutions: [{ name: 'patch', out: base.width, kernel: base.patch, stride: base.patch }],
    headDim: 64,
    steps: 1,
  },
];

export const berts: readonly Bert[] = [
  {
    name: 'MiniLM (6 layers of 384), batch 32 of 64 tokens',
    text: [miniLm, texts, search('MiniLm', 'Texts', 32)].join('\n'),
    classes: 2,
    width: 384,
    layers: 6,
    heads: 12,
    headDim: 32,
    hidden: 1536,
    vocabulary: 30522,
    positions: 512,
    length: 64,
    steps: 3,
  },
];
