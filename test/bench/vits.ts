import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A vision transformer as both sides of the training benchmark build it. */
export interface Vit {
  readonly name: string;
  /** A .lithe file whose only search trains its largest network alone. */
  readonly text: string;
  readonly image: readonly [channels: number, height: number, width: number];
  /** With a GELU between two. */
  readonly convolutions: readonly {
    readonly name: string;
    readonly out: number;
    readonly kernel: number;
    readonly stride: number;
  }[];
  readonly width: number;
  readonly layers: number;
  readonly heads: number;
  readonly headDim: number;
  readonly hidden: number;
}

const example = readFileSync(join(import.meta.dirname, '..', '..', 'examples', 'digits-vit.lithe'), 'utf8');
const [, dataset] = /(dataset Digits \{.*?\n\})/s.exec(example)!;
const supernet = example.slice(0, example.indexOf('/// 8,000'));

/** Nothing but steps of the largest network. */
const search = `search Steps {
  space SPACE
  data Digits
  maximize accuracy
  finetune {
    epochs 24
    batch 64
    optimizer adamw(rate: 1e-4, decay: 0.05)
    schedule constant
    sample largest
  }
}`;

const plain = `supernet Plain {
  input image: image[1, 28, 28]
  patch: conv(192, kernel: 4, stride: 4)
  to_tokens
  class_token
  position_embedding
  layer: repeat 6 {
    residual { layernorm; attention(3, head_dim: 64) }
    residual { layernorm; linear(768); gelu; linear(192) }
  }
  layernorm
  take_token(0)
  classifier: linear(10)
}`;

export const vits: readonly Vit[] = [
  {
    name: 'examples/digits-vit: a stem of 3 convolutions, 5 layers of 64 on 17 tokens',
    text: [supernet, dataset, search.replace('SPACE', 'DigitsVit')].join('\n'),
    image: [1, 28, 28],
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
    text: [plain, dataset, search.replace('SPACE', 'Plain')].join('\n'),
    image: [1, 28, 28],
    convolutions: [{ name: 'patch', out: 192, kernel: 4, stride: 4 }],
    width: 192,
    layers: 6,
    heads: 3,
    headDim: 64,
    hidden: 768,
  },
];
