import type { Augmentation, Resize } from '../../language/index.ts';

/** Samples of one split, as plain data over memory that workers share. */
export interface Samples {
  readonly count: number;
  readonly content: Content;
  /** [count]: the class, from 0, or the number that is to be told. */
  readonly labels: Float32Array;
}

export type Content = Pixels | Pictures | Tokens;

/** Images in memory: uint8 [count, channels, height, width]. */
export interface Pixels {
  readonly kind: 'pixels';
  readonly pixels: Uint8Array;
}

/** Files of pictures that together are too large to be kept, decoded as they are needed: absolute paths. */
export interface Pictures {
  readonly kind: 'pictures';
  readonly files: readonly string[];
}

/** Token ids of all samples, one after the other, special tokens included, not padded. */
export interface Tokens {
  readonly kind: 'tokens';
  readonly ids: Int32Array;
  /** Of each token, the sentence it is of: 0 or 1. */
  readonly types: Uint8Array;
  /** [count]: where the ids of each sample end. */
  readonly ends: Float64Array;
}

/** How samples become what the network's inputs take. */
export type Intake = ImageIntake | TokenIntake;

export interface ImageIntake {
  readonly kind: 'image';
  readonly channels: number;
  readonly height: number;
  readonly width: number;
  /** By channel, of levels from 0 to 1. */
  readonly normalization: { readonly mean: readonly number[]; readonly deviation: readonly number[] };
  /** Input of the network for each byte: (byte / 255 - mean) / deviation, float32 [channels, 256]. */
  readonly levels: Float32Array;
  /** What happens to training images at random, in order. */
  readonly augment: readonly Augmentation[];
  readonly resize?: Resize;
}

export interface TokenIntake {
  readonly kind: 'tokens';
  readonly length: number;
  /** Id that fills what a text leaves. */
  readonly padding: number;
  /** By input of the network, in order. */
  readonly inputs: readonly ('ids' | 'types')[];
}

export interface LoadedDataset {
  readonly train: Samples;
  readonly validation: Samples;
  /** Held out; absent where the dataset names none. */
  readonly test?: Samples;
  readonly intake: Intake;
  readonly told: Told;
}

/** What is told of a sample. */
export type Told =
  /** `names` in the order of the network's outputs, of which there may be more. */
  { readonly kind: 'class'; readonly names: readonly string[]; readonly outputs: number } | { readonly kind: 'number' };

/** Bytes that workers see without a copy. */
export function sharedBytes(count: number): Uint8Array {
  return new Uint8Array(new SharedArrayBuffer(count));
}
