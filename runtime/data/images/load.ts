import type { DataFiles, Resize } from '../../../language/index.ts';
import type { DataFile } from '../files.ts';
import { type Pictures, type Pixels, sharedBytes } from '../samples.ts';
import { checkSides, decodePicture } from './decode.ts';
import { fromCifar } from './from-cifar.ts';
import { fromFolder } from './from-folder.ts';
import { fromIdx } from './from-idx.ts';
import { fromNpz } from './from-npz.ts';
import type { ImageReader, ImageType, RawImages } from './images.ts';

const readers: Readonly<Partial<Record<DataFiles['format'], ImageReader>>> = {
  idx: fromIdx,
  folder: fromFolder,
  npz: fromNpz,
  cifar10: fromCifar,
  cifar100: fromCifar,
};

export function readImages(files: DataFiles, at: (written: string) => DataFile, wanted: ImageType): RawImages {
  return readers[files.format]!(files, at, wanted);
}

/** Pictures that together take at most so many bytes are decoded once and kept. */
const MOST_KEPT = 2 ** 30;
/** Pictures in the making at a time. */
const AT_ONCE = 4;

/**
 * Decodes every picture once before anything is trained on it, so that one that will not decode is found then. They
 * are kept where there is room, else decoded again whenever they are needed. `kept` is what is kept already, in bytes.
 */
export async function loadContent(
  { content, count }: RawImages,
  wanted: ImageType,
  resize: Resize | undefined,
  kept: number,
): Promise<Pixels | Pictures> {
  if (content.kind === 'pixels') return content;
  const size = wanted.channels * wanted.height * wanted.width;
  const pixels = kept + count * size <= MOST_KEPT ? sharedBytes(count * size) : undefined;
  let next = 0;
  const bad: { readonly sample: number; readonly error: unknown }[] = [];
  const work = async (): Promise<void> => {
    while (next < count && bad.length === 0) {
      const sample = next++;
      try {
        const file = content.files[sample]!;
        await checkSides(file);
        const picture = await decodePicture(file, wanted, resize);
        pixels?.set(picture, sample * size);
      } catch (error) {
        bad.push({ sample, error });
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  // Of those in the making, the first in the order of the files is the one to tell, whichever failed first.
  const [first] = bad.sort((one, other) => one.sample - other.sample);
  if (first !== undefined) throw first.error;
  if (pixels) return { kind: 'pixels', pixels };
  return { kind: 'pictures', files: content.files.map(({ path }) => path) };
}
