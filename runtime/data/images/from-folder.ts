import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { LitheError } from '../../errors.ts';
import { type DataFile, unreadable } from '../files.ts';
import type { ImageReader } from './images.ts';

/** Ends of names of the pictures that can be decoded. */
const pictures = /\.(jpe?g|png|webp|gif|tiff?|avif)$/i;

/** Pictures in subfolders, each named after the class of what is in it, however deep. All other files are passed over. */
export const fromFolder: ImageReader = ({ files: folders }, at) => {
  const files: DataFile[] = [];
  const labels: string[] = [];
  for (const written of folders) {
    const folder = at(written);
    const classes = entriesOf(folder, folder.path).filter(
      (entry) => entry.isDirectory() && !entry.name.startsWith('.'),
    );
    if (classes.length === 0) {
      throw new LitheError(`${folder.shown} has no subfolders: it needs one for each class, with its pictures in it.`);
    }
    for (const { name } of classes.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const found = entriesOf(folder, join(folder.path, name), true)
        .filter((entry) => entry.isFile() && pictures.test(entry.name) && !entry.name.startsWith('.'))
        .map((entry) => join(entry.parentPath, entry.name))
        .sort();
      if (found.length === 0) {
        throw new LitheError(
          `${folder.shown}: the subfolder ${name} has no pictures (jpg, png, webp, gif, tiff or avif): ` +
            'put some there, or take it out.',
        );
      }
      for (const path of found) {
        files.push({ path, shown: `${folder.shown}${path.slice(folder.path.length)}` });
        labels.push(name);
      }
    }
  }
  return {
    count: files.length,
    content: { kind: 'pictures', files },
    labels,
    labelPlace: (sample) => files[sample]!.shown,
  };
};

function entriesOf(folder: DataFile, path: string, recursive = false) {
  try {
    return readdirSync(path, { withFileTypes: true, recursive });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') {
      throw new LitheError(
        `${folder.shown} is a file: images are a folder, or IDX files with \`labels\`, or say \`as cifar10\`.`,
      );
    }
    throw unreadable(folder, error);
  }
}
