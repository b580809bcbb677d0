import { LitheError } from '../../errors.ts';
import { readBytes } from '../files.ts';
import { sharedBytes } from '../samples.ts';
import { type ImageReader, refuseOtherSize } from './images.ts';

const SIZE = { channels: 3, height: 32, width: 32 };
const AREA = SIZE.channels * SIZE.height * SIZE.width;

/**
 * CIFAR's binary version (https://www.cs.toronto.edu/~kriz/cifar.html): in each row the labels, a byte each (the class,
 * or for CIFAR-100 its super-class and the class), then the image's red, green and blue planes.
 */
export const fromCifar: ImageReader = ({ files, format }, at, wanted) => {
  const labelBytes = format === 'cifar100' ? 2 : 1;
  const row = labelBytes + AREA;
  const parts = files.map((written) => {
    const file = at(written);
    const bytes = readBytes(file);
    if (bytes.length === 0) throw new LitheError(`${file.shown} is empty.`);
    if (bytes.length % row !== 0) {
      throw new LitheError(
        `${file.shown} has ${bytes.length} bytes, which are no whole rows of ${format}: ` +
          `a row has ${row}, and the last one here has ${bytes.length % row}.`,
      );
    }
    return { file, bytes, count: bytes.length / row };
  });
  refuseOtherSize(parts[0]!.file.shown, SIZE, wanted);
  const count = parts.reduce((sum, part) => sum + part.count, 0);
  const pixels = sharedBytes(count * AREA);
  const labels = new Uint8Array(count);
  let sample = 0;
  for (const { bytes } of parts) {
    for (let start = 0; start < bytes.length; start += row, sample++) {
      labels[sample] = bytes[start + labelBytes - 1]!;
      pixels.set(bytes.subarray(start + labelBytes, start + row), sample * AREA);
    }
  }
  return {
    count,
    content: { kind: 'pixels', pixels },
    labels,
    labelPlace(wantedSample) {
      let before = wantedSample;
      for (const part of parts) {
        if (before < part.count) return `${part.file.shown}, row ${before + 1}`;
        before -= part.count;
      }
      throw new Error(`There is no sample ${wantedSample}`);
    },
  };
};
