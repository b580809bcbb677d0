import { closeSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import type { ByteSource, FileAccess } from '../../language/index.ts';

/** This computer's files, for readers of weights. Each read opens the file anew, so none is kept open. */
export const localFiles: FileAccess = {
  kind(path) {
    const found = statSync(path, { throwIfNoEntry: false });
    return found?.isFile() ? 'file' : found?.isDirectory() ? 'folder' : undefined;
  },
  names(folder) {
    try {
      return readdirSync(folder);
    } catch {
      return [];
    }
  },
  open(path) {
    const size = statSync(path, { throwIfNoEntry: false })?.size;
    if (size === undefined) return undefined;
    try {
      closeSync(openSync(path, 'r'));
    } catch {
      return undefined;
    }
    return byteSource(path, size);
  },
};

function byteSource(path: string, size: number): ByteSource {
  return {
    size,
    read(at, count) {
      const bytes = new Uint8Array(Math.max(0, Math.min(count, size - at)));
      const handle = openSync(path, 'r');
      try {
        let done = 0;
        while (done < bytes.length) {
          const read = readSync(handle, bytes, done, Math.min(bytes.length - done, 2 ** 30), at + done);
          if (read === 0) break;
          done += read;
        }
        return bytes.subarray(0, done);
      } finally {
        closeSync(handle);
      }
    },
  };
}
