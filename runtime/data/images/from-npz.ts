import { unzipSync } from 'fflate';
import { LitheError } from '../../errors.ts';
import { type DataFile, readBytes } from '../files.ts';
import { channelsFirst, type ImageReader, type ImageType, refuseOtherSize, sharedCopy } from './images.ts';
import { type NpyArray, parseNpy, wholeNumbers } from './npy.ts';

/** Two arrays of one npz file: images uint8 [count, height, width], with channels behind or before, and labels [count]. */
export const fromNpz: ImageReader = ({ files, array, labels: labelled }, at, wanted) => {
  const file = at(files[0]!);
  const labelFile = labelled!.file === undefined ? file : at(labelled!.file);
  const named = (of: DataFile, name: string): string => `${of.shown}, array ${name},`;
  const [shown, labelShown] = [named(file, array!), named(labelFile, labelled!.array!)];
  const images = readArray(file, array!);
  const labels = readArray(labelFile, labelled!.array!);
  const [count = 0] = images.shape;
  if (images.type !== 'u1')
    throw new LitheError(`${shown} holds ${images.type}: images must be u1 (bytes from 0 to 255).`);
  const numbers = wholeNumbers(labels, labelShown);
  if (labels.shape[0] !== count || numbers.length !== count) {
    throw new LitheError(
      `${shown} has ${count} images and ${labelled!.array} the shape (${labels.shape.join(', ')}): one label for each is needed.`,
    );
  }
  if (count === 0) throw new LitheError(`${shown} holds no images.`);
  return {
    count,
    content: { kind: 'pixels', pixels: pixelsOf(images, wanted, shown) },
    labels: numbers,
    labelPlace: (sample) => `${labelShown} sample ${sample}`,
  };
};

function pixelsOf({ shape, bytes }: NpyArray, wanted: ImageType, shown: string): Uint8Array {
  const [count, ...extents] = shape as [number, ...number[]];
  if (extents.length !== 2 && extents.length !== 3) {
    throw new LitheError(`${shown} has the shape (${shape.join(', ')}): images have 3 axes, or 4 with their channels.`);
  }
  const [height, width, channels = 1] = extents as [number, number, number?];
  const first = extents.length === 3 && extents[0] === wanted.channels && extents[1] === wanted.height;
  const last = channels === wanted.channels && height === wanted.height && width === wanted.width;
  if (first && !last) {
    refuseOtherSize(shown, { channels: extents[0]!, height: extents[1]!, width: extents[2]! }, wanted);
    return sharedCopy(bytes);
  }
  refuseOtherSize(shown, { channels, height, width }, wanted);
  return channels === 1 ? sharedCopy(bytes) : channelsFirst(bytes, count, channels);
}

/** Deflate makes at most so many bytes of one. */
const MOST_EXPANSION = 1032;

function readArray(file: DataFile, name: string): NpyArray {
  const bytes = readBytes(file);
  const held: string[] = [];
  let entries: Record<string, Uint8Array>;
  try {
    entries = unzipSync(bytes, {
      filter({ name: entry, originalSize }) {
        held.push(entry.replace(/\.npy$/, ''));
        // A header may lie about its size; what it claims is never more than the file could hold.
        if (originalSize > MOST_EXPANSION * bytes.length) throw new Error(`${entry} claims ${originalSize} bytes`);
        return entry === `${name}.npy`;
      },
    });
  } catch (error) {
    throw new LitheError(`${file.shown} is no npz file, or a damaged one (${(error as Error).message}).`);
  }
  const entry = entries[`${name}.npy`];
  if (entry) return parseNpy(entry, `${file.shown}, array ${name},`);
  const arrays = held.length > 0 ? `it has ${held.slice(0, 20).join(', ')}` : 'it has none';
  throw new LitheError(`${file.shown} has no array ${name}: ${arrays}.`);
}
