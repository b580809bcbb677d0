import type { Sharp, SharpConstructor } from 'sharp';
import { formatType, type Resize } from '../../../language/index.ts';
import { LitheError } from '../../errors.ts';
import type { DataFile } from '../files.ts';
import type { ImageType } from './images.ts';

/** Pictures of more pixels than this are refused, whatever their file is: a few bytes may claim any size. */
const MOST_PIXELS = 50_000_000;

/** Nor of longer sides: rows of millions of pixels take far more memory than the picture. JPEG ends one below. */
const MOST_PIXELS_OF_SIDE = 2 ** 16;

let library: Promise<SharpConstructor> | undefined;

/**
 * Loads the library that decodes, where it was not. A process must have loaded it in its first thread before others do,
 * and keep it: with a thread that ends, its threads would lose the code that they run.
 */
export function loadDecoder(): Promise<SharpConstructor> {
  library ??= import('sharp').then(({ default: sharp }) => {
    // Pictures are decoded beside one another, so each takes one thread; what was decoded once is not asked for again.
    sharp.concurrency(1);
    sharp.cache(false);
    return sharp;
  });
  return library;
}

/** Throws a LitheError where a picture is, or claims to be, longer or wider than any that people take. */
export async function checkSides({ path, shown }: DataFile): Promise<void> {
  const sharp = await loadDecoder();
  // What is no picture at all is for the decoder to tell.
  const { width = 0, height = 0 } = await sharp(path)
    .metadata()
    .catch(() => ({}) as { width?: number; height?: number });
  if (Math.max(width, height) <= MOST_PIXELS_OF_SIDE) return;
  throw new LitheError(
    `${shown} is ${width} x ${height} pixels, and a side has at most ${MOST_PIXELS_OF_SIDE}: repair it, or take it out.`,
  );
}

/**
 * Decodes a picture to the network's input, uint8 [channels, height, width]: turned as its camera was held, grey for one
 * channel and sRGB for three, what is transparent as if it were not. It runs on threads beside this one.
 * Throws a LitheError where the file will not decode, or is of another size and `resize` does not say what to do.
 */
export async function decodePicture(
  { path, shown }: DataFile,
  wanted: ImageType,
  resize: Resize | undefined,
): Promise<Uint8Array> {
  const { channels, height, width } = wanted;
  const sharp = await loadDecoder();
  try {
    const picture = sharp(path, { failOn: 'error', limitInputPixels: MOST_PIXELS, pages: 1 }).autoOrient();
    const scaled = resize === undefined ? picture : resized(picture, wanted, resize);
    const { data, info } = await scaled
      .removeAlpha()
      .toColourspace(channels === 1 ? 'b-w' : 'srgb')
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    if (info.width !== width || info.height !== height) {
      throw new LitheError(
        `${shown} is ${info.width} x ${info.height} pixels, and the network's input is ${formatType(wanted)}: ` +
          'add `resize crop`, or `resize stretch`, to the dataset.',
      );
    }
    return planes(data, info.channels, channels);
  } catch (error) {
    if (error instanceof LitheError) throw error;
    const [why] = (error as Error).message.split('\n');
    throw new LitheError(`${shown} cannot be decoded as a picture (${why}): repair it, or take it out.`);
  }
}

function resized(picture: Sharp, { height, width }: ImageType, resize: Resize): Sharp {
  if (resize.kind === 'stretch') return picture.resize(width, height, { fit: 'fill' });
  const [across, down] = [Math.round(width / resize.share), Math.round(height / resize.share)];
  const [left, top] = [Math.floor((across - width) / 2), Math.floor((down - height) / 2)];
  return picture.resize(across, down, { fit: 'cover' }).extract({ left, top, width, height });
}

/** Interleaved channels as planes; a grey picture has the same plane in every channel. */
function planes(data: Uint8Array, held: number, channels: number): Uint8Array {
  const area = data.length / held;
  const result = new Uint8Array(channels * area);
  for (let channel = 0; channel < channels; channel++) {
    const from = Math.min(channel, held - 1);
    for (let at = 0; at < area; at++) result[channel * area + at] = data[at * held + from]!;
  }
  return result;
}
