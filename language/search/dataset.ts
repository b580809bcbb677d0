import type { SourceRange } from '../source.ts';

/** A `dataset` declaration, checked. Paths are as written, relative to the .lithe file. */
export interface Dataset {
  readonly name: string;
  readonly content: Images | Text;
  readonly task: Task;
  readonly train: DataFiles;
  readonly validation: { readonly kind: 'share'; readonly share: number } | ({ readonly kind: 'files' } & DataFiles);
  /** Held out: never trained on, never selected on, measured once at the end. */
  readonly test?: DataFiles;
  readonly source: SourceRange;
}

/** What is to be told of a sample: its class, or a number (regression). */
export type Task =
  | {
      readonly kind: 'class';
      /** As the data has them, in the order of the network's outputs; absent: taken from the training data. */
      readonly classes?: readonly string[];
      /** Of a text; images have their labels in files of their own, or in the names of their folders. */
      readonly column?: Column;
    }
  | { readonly kind: 'number'; readonly column: Column };

export interface Images {
  readonly kind: 'images';
  /** By channel, of levels from 0 to 1; `measured`: of the training images. Absent: levels from 0 to 1 as they are. */
  readonly normalize?: { readonly mean: readonly number[]; readonly deviation: readonly number[] } | 'measured';
  /** How pictures of another size become the network's: absent, they must have it. */
  readonly resize?: Resize;
  /** What happens to training images at random, in order. */
  readonly augment: readonly Augmentation[];
}

export type Resize =
  /** Both sides by their own scale. */
  | { readonly kind: 'stretch' }
  /** The central part, as large as fits, of which each side is then cut down to `share`. */
  | { readonly kind: 'crop'; readonly share: number };

export type Augmentation =
  /** Translation by up to so many pixels in each direction: the same as a random crop after padding by as many. */
  | { readonly kind: 'shift'; readonly pixels: number }
  /** Left and right exchanged, with this probability. */
  | { readonly kind: 'flip'; readonly share: number }
  /** A random part of at least `area` of the image, between 3:4 and 4:3 of its shape, scaled to the whole size. */
  | { readonly kind: 'crop'; readonly area: number };

export interface Text {
  readonly kind: 'text';
  /** One, or two for pairs of sentences. */
  readonly columns: readonly [Column] | readonly [Column, Column];
  /** `length` in tokens, special ones included; absent: the network's. */
  readonly tokenizer: { readonly file: string; readonly length?: number; readonly source: SourceRange };
}

/** A column by its name, or by its place from 1 in a table without names. */
export type Column = string | number;

/** What is in the files of one split, all in one format. */
export interface DataFiles {
  readonly files: readonly string[];
  readonly format: Format;
  /** Array of an npz file that holds the images. */
  readonly array?: string;
  /** For `idx` a file, for `npz` an array; the other formats have their labels in them. */
  readonly labels?: { readonly file?: string; readonly array?: string };
  readonly source: SourceRange;
}

export const imageFormats = ['folder', 'idx', 'cifar10', 'cifar100', 'npz'] as const;
export const textFormats = ['csv', 'tsv', 'jsonl', 'parquet'] as const;

export type Format = (typeof imageFormats)[number] | (typeof textFormats)[number];

/** What is in the files of each split. */
export function splitsOf({ train, validation, test }: Dataset): DataFiles[] {
  return [train, ...(validation.kind === 'files' ? [validation] : []), ...(test ? [test] : [])];
}

/** Every file and folder that a dataset names, as written, with its place. */
export function filesOf(dataset: Dataset): { readonly path: string; readonly source: SourceRange }[] {
  const { content } = dataset;
  const named = splitsOf(dataset).flatMap(({ files, labels, source }) =>
    [...files, ...(labels?.file === undefined ? [] : [labels.file])].map((path) => ({ path, source })),
  );
  if (content.kind === 'images') return named;
  return [...named, { path: content.tokenizer.file, source: content.tokenizer.source }];
}
