import { createReadStream, readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { createGunzip, gunzipSync } from 'node:zlib';
import type { SourceRange } from '../../language/index.ts';
import { LitheError } from '../errors.ts';

/** A file of a dataset. */
export interface DataFile {
  readonly path: string;
  /** As messages name it: the place in the .lithe file, then the path as written there. */
  readonly shown: string;
}

/** Bytes that one compressed file may become. */
const MOST_BYTES = 2 ** 32;

export function dataFile(written: string, folder: string, { file, line, column }: SourceRange): DataFile {
  const path = isAbsolute(written) ? written : join(folder, written);
  return { path, shown: `${file}:${line}:${column}: ${written}` };
}

/** The whole content, uncompressed where it is gzip. Throws a LitheError where it cannot be had. */
export function readBytes(file: DataFile): Buffer {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file.path);
  } catch (error) {
    throw unreadable(file, error);
  }
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: Math.min(MOST_BYTES, 1100 * bytes.length) });
  } catch (error) {
    throw new LitheError(`${file.shown} is a damaged gzip file (${(error as Error).message}).`);
  }
}

/** The content as text, piece by piece, uncompressed where the name ends in `.gz`. Throws a LitheError where it is not UTF-8. */
export async function* readText(file: DataFile): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let lines = 1;
  const decode = (chunk: Uint8Array | undefined): string => {
    try {
      return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
    } catch {
      throw new LitheError(`${file.shown}, line ${lines} or soon after, is not UTF-8 text: convert the file to UTF-8.`);
    }
  };
  const raw = createReadStream(file.path);
  const gunzip = /\.gz$/i.test(file.path) ? createGunzip() : undefined;
  const stream = gunzip === undefined ? raw : raw.pipe(gunzip);
  raw.on('error', (error) => stream.destroy(error));
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      const text = decode(chunk);
      yield text;
      for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines += 1;
    }
  } catch (error) {
    if (error instanceof LitheError) throw error;
    if (!String((error as NodeJS.ErrnoException).code).startsWith('Z_')) throw unreadable(file, error);
    throw new LitheError(`${file.shown} is a damaged gzip file (${(error as Error).message}).`);
  } finally {
    raw.destroy();
  }
  yield decode(undefined);
}

/** Why the file system gave no content, in one line. */
export function unreadable({ path, shown }: DataFile, error: unknown): LitheError {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') {
    return new LitheError(`${shown} does not exist (looked for ${path}): put it there, or correct the path.`);
  }
  return new LitheError(`${shown} cannot be read (${code ?? message}): ${path}.`);
}
