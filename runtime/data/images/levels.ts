import type { SourceRange } from '../../../language/index.ts';
import { LitheError } from '../../errors.ts';
import type { ImageIntake } from '../samples.ts';

/**
 * What each byte of each channel becomes, (byte / 255 - mean) / deviation: float32 [channels, 256]. One mean and
 * deviation stand for all channels. Throws a LitheError where there are neither one nor as many as channels.
 */
export function levelsOf(
  { mean, deviation }: ImageIntake['normalization'],
  channels: number,
  { file, line, column }: SourceRange,
): Float32Array {
  if (mean.length !== 1 && mean.length !== channels) {
    throw new LitheError(
      `${file}:${line}:${column}: images of ${channels} channel${channels === 1 ? '' : 's'} are normalized by one ` +
        `mean and one deviation${channels === 1 ? '' : `, or by ${channels} of each`}, not by ${mean.length}.`,
    );
  }
  const levels = new Float32Array(channels * 256);
  for (let channel = 0; channel < channels; channel++) {
    const [centre, width] = [mean[channel] ?? mean[0]!, deviation[channel] ?? deviation[0]!];
    for (let byte = 0; byte < 256; byte++) levels[channel * 256 + byte] = (byte / 255 - centre) / width;
  }
  return levels;
}

/**
 * Mean and standard deviation by channel, of levels from 0 to 1 over all images given: exact, by counting bytes.
 * A channel of one level has the deviation 1.
 */
export function measureLevels(
  images: Iterable<Uint8Array>,
  channels: number,
): { readonly mean: number[]; readonly deviation: number[] } {
  const counts = new Float64Array(channels * 256);
  for (const pixels of images) {
    const area = pixels.length / channels;
    for (let channel = 0; channel < channels; channel++) {
      for (let at = channel * area; at < (channel + 1) * area; at++) counts[channel * 256 + pixels[at]!]! += 1;
    }
  }
  const moments = Array.from({ length: channels }, (_, channel) => {
    const histogram = counts.subarray(channel * 256, (channel + 1) * 256);
    const total = histogram.reduce((sum, count) => sum + count, 0);
    const mean = histogram.reduce((sum, count, byte) => sum + count * (byte / 255), 0) / total;
    const variance = histogram.reduce((sum, count, byte) => sum + count * (byte / 255 - mean) ** 2, 0) / total;
    return { mean, deviation: variance > 0 ? Math.sqrt(variance) : 1 };
  });
  return { mean: moments.map(({ mean }) => mean), deviation: moments.map(({ deviation }) => deviation) };
}
