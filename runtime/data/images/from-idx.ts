import { LitheError } from '../../errors.ts';
import { readIdx } from './idx.ts';
import { type ImageReader, refuseOtherSize, sharedCopy } from './images.ts';

/** Images uint8 [count, height, width] and labels uint8 [count] of two IDX files. */
export const fromIdx: ImageReader = ({ files, labels: labelled }, at, wanted) => {
  const [imageFile, labelFile] = [at(files[0]!), at(labelled!.file!)];
  const images = readIdx(imageFile, 3);
  const labels = readIdx(labelFile, 1);
  const [count, height, width] = images.extents as [number, number, number];
  if (labels.extents[0] !== count) {
    throw new LitheError(
      `${imageFile.shown} holds ${count} images and ${labelled!.file} ${labels.extents[0]} labels: ` +
        'they must be as many, in the same order.',
    );
  }
  if (count === 0) throw new LitheError(`${imageFile.shown} holds no images.`);
  refuseOtherSize(imageFile.shown, { channels: 1, height, width }, wanted);
  return {
    count,
    content: { kind: 'pixels', pixels: sharedCopy(images.data) },
    labels: labels.data,
    labelPlace: (sample) => `${labelFile.shown}, sample ${sample}`,
  };
};
