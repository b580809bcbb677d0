import { type FileHandle, open } from 'node:fs/promises';
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import { type AsyncBuffer, type Compressors, parquetMetadataAsync, parquetReadObjects, parquetSchema } from 'hyparquet';
import { LitheError } from '../../errors.ts';
import { type DataFile, unreadable } from '../files.ts';
import { checkPages } from './parquet-pages.ts';
import type { Row } from './row.ts';
import { unsnap } from './snappy.ts';

/** Rows that are held at once. */
const AT_ONCE = 10_000;
/** Largest page: a header may claim any size. */
const MOST_BYTES = 2 ** 28;

/** Rows of a Parquet file, row group by row group; texts may be compressed by snappy, gzip, zstd or brotli. */
export async function* readParquet(file: DataFile, columns: readonly string[]): AsyncGenerator<Row, void, undefined> {
  let handle: FileHandle;
  try {
    handle = await open(file.path);
  } catch (error) {
    throw unreadable(file, error);
  }
  try {
    yield* rowsOf(file, await bufferOf(file, handle), columns);
  } catch (error) {
    if (error instanceof LitheError) throw error;
    throw new LitheError(`${file.shown} is no Parquet file, or a damaged one (${(error as Error).message}).`);
  } finally {
    await handle.close();
  }
}

async function* rowsOf(
  file: DataFile,
  buffer: AsyncBuffer,
  columns: readonly string[],
): AsyncGenerator<Row, void, undefined> {
  const metadata = await parquetMetadataAsync(buffer);
  const { children } = parquetSchema(metadata);
  const held = children.map(({ element }) => element.name);
  for (const column of columns) {
    if (held.includes(column)) continue;
    throw new LitheError(`${file.shown} has no column ${column}: it has ${held.slice(0, 20).join(', ') || 'none'}.`);
  }
  const count = Number(metadata.num_rows);
  const groups = metadata.row_groups.reduce((sum, { num_rows }) => sum + Number(num_rows), 0);
  if (!Number.isSafeInteger(count) || count !== groups) {
    throw new LitheError(`${file.shown} is damaged: it claims ${count} rows, and its row groups ${groups}.`);
  }
  for (const { columns: chunks, num_rows } of metadata.row_groups) {
    for (const column of columns) {
      const child = children.find(({ element }) => element.name === column)!;
      const meta = chunks.find(({ meta_data }) => meta_data?.path_in_schema[0] === column)?.meta_data;
      if (!meta) throw new Error(`a row group lacks column ${column}`);
      await checkPages(buffer, child, meta, { rows: Number(num_rows), compressors });
    }
  }
  for (let rowStart = 0; rowStart < count; rowStart += AT_ONCE) {
    const rowEnd = Math.min(count, rowStart + AT_ONCE);
    const rows = await parquetReadObjects({
      file: buffer,
      metadata,
      columns: [...columns],
      rowStart,
      rowEnd,
      compressors,
    });
    if (rows.length !== rowEnd - rowStart) {
      throw new LitheError(`${file.shown} is damaged: it claims ${count} rows, and fewer can be read.`);
    }
    for (const [index, row] of rows.entries()) {
      yield { place: `row ${rowStart + index + 1}`, values: columns.map((column) => row[column]) };
    }
  }
}

/** The file's ranges as they are asked for. Throws where one is not in the file. */
async function bufferOf({ shown }: DataFile, handle: FileHandle): Promise<AsyncBuffer> {
  const { size: byteLength } = await handle.stat();
  if (byteLength === 0) throw new LitheError(`${shown} is empty.`);
  return {
    byteLength,
    async slice(start, end = byteLength) {
      const from = start < 0 ? Math.max(0, byteLength + start) : start;
      if (!(from >= 0 && from <= end && end <= byteLength)) throw new Error(`bytes ${from} to ${end} are not in it`);
      const bytes = new Uint8Array(end - from);
      const { bytesRead } = await handle.read(bytes, 0, bytes.length, from);
      if (bytesRead !== bytes.length) throw new Error('it ends early');
      return bytes.buffer;
    },
  };
}

/** Decompression whose result is never larger than the page's header says, nor that than can be. */
function bounded(decompress: (input: Uint8Array, length: number) => Uint8Array, ratio: number) {
  return (input: Uint8Array, length: number): Uint8Array => {
    if (!(length >= 0 && length <= MOST_BYTES && length <= ratio * (input.length + 16))) {
      throw new Error(`a page of ${input.length} bytes claims to hold ${length}`);
    }
    return decompress(input, length);
  };
}

const limited = (length: number) => ({ maxOutputLength: Math.max(1, length) });

const compressors: Compressors = {
  // A copy of three bytes makes at most 64.
  SNAPPY: bounded(unsnap, 22),
  GZIP: bounded((input, length) => gunzipSync(input, limited(length)), 1032),
  ZSTD: bounded((input, length) => zstdDecompressSync(input, limited(length)), 2 ** 20),
  BROTLI: bounded((input, length) => brotliDecompressSync(input, limited(length)), 2 ** 20),
};
