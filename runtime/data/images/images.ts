import { type DataFiles, formatType, type TensorType } from '../../../language/index.ts';
import { LitheError } from '../../errors.ts';
import type { DataFile } from '../files.ts';
import { sharedBytes } from '../samples.ts';

/** The network's input, which every image must be, or become. */
export type ImageType = Extract<TensorType, { kind: 'image' }>;

/** Images of some files with their labels as the files have them; the place of a label is for messages. */
export interface RawImages {
  readonly count: number;
  readonly content:
    | { readonly kind: 'pixels'; readonly pixels: Uint8Array }
    | { readonly kind: 'pictures'; readonly files: readonly DataFile[] };
  readonly labels: readonly (string | number)[] | Uint8Array | Float64Array;
  /** `train-labels.idx1-ubyte, sample 5`, with the place in the .lithe file before it. */
  labelPlace(sample: number): string;
}

/** Refuses images of another size or another number of channels than the network takes. */
export function refuseOtherSize(
  shown: string,
  size: { readonly channels: number; readonly height: number; readonly width: number },
  wanted: ImageType,
): void {
  if (size.channels === wanted.channels && size.height === wanted.height && size.width === wanted.width) return;
  throw new LitheError(
    `${shown} holds images of ${formatType({ kind: 'image', ...size })}, and the network's input is ` +
      `${formatType(wanted)}: they must be equal.`,
  );
}

/** `[count, height, width, channels]` to `[count, channels, height, width]`. */
export function channelsFirst(pixels: Uint8Array, count: number, channels: number): Uint8Array {
  const area = pixels.length / count / channels;
  const planes = sharedBytes(pixels.length);
  for (let image = 0; image < count; image++) {
    const start = image * channels * area;
    for (let channel = 0; channel < channels; channel++) {
      const plane = start + channel * area;
      for (let at = 0; at < area; at++) planes[plane + at] = pixels[start + at * channels + channel]!;
    }
  }
  return planes;
}

export function sharedCopy(bytes: Uint8Array): Uint8Array {
  const copy = sharedBytes(bytes.length);
  copy.set(bytes);
  return copy;
}

export type ImageReader = (files: DataFiles, at: (written: string) => DataFile, wanted: ImageType) => RawImages;
