import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** Where a dataset's file or folder would be that a .lithe file names and that is not there; undefined where it is. */
export function absentFile(written: string, file: string): string | undefined {
  const path = resolve(dirname(file), written);
  return existsSync(path) ? undefined : path;
}
