import { LitheError } from '../../errors.ts';
import { type DataFile, readBytes } from '../files.ts';

/** An IDX file of unsigned bytes, row-major: the format of MNIST (http://yann.lecun.com/exdb/mnist, its last section). */
export interface IdxArray {
  readonly extents: readonly number[];
  readonly data: Uint8Array;
}

const UNSIGNED_BYTE = 0x08;

/**
 * Reads an IDX file of `axes` axes, plain or gzipped.
 * Throws a LitheError where the file is missing, of another format or type, or not as long as its header says.
 */
export function readIdx(file: DataFile, axes: number): IdxArray {
  const bytes = readBytes(file);
  const fail = (problem: string): never => {
    throw new LitheError(`${file.shown} ${problem}`);
  };
  if (bytes.length < 4) fail(`is no IDX file: it has ${bytes.length} bytes, and the magic number alone takes 4.`);
  const magic = bytes.readUInt32BE(0);
  if (magic !== ((UNSIGNED_BYTE << 8) | axes)) {
    fail(
      `has magic number 0x${hex(magic)}, where 0x${hex((UNSIGNED_BYTE << 8) | axes)} ` +
        `(IDX, unsigned bytes, ${axes} ${axes === 1 ? 'axis' : 'axes'}) is expected${hint(magic)}.`,
    );
  }
  const header = 4 + 4 * axes;
  if (bytes.length < header) fail(`is truncated: its header takes ${header} bytes and the file has ${bytes.length}.`);
  const extents = Array.from({ length: axes }, (_, axis) => bytes.readUInt32BE(4 + 4 * axis));
  const expected = header + extents.reduce((product, extent) => product * extent, 1);
  if (bytes.length !== expected) {
    const problem = bytes.length < expected ? 'is truncated' : 'has trailing bytes';
    fail(`${problem}: ${extents.join(' x ')} bytes and the header make ${expected}, the file has ${bytes.length}.`);
  }
  return { extents, data: bytes.subarray(header) };
}

/** The bytes of an IDX file of unsigned bytes. */
export function encodeIdx({ extents, data }: IdxArray): Uint8Array {
  const header = Buffer.alloc(4 + 4 * extents.length);
  header.writeUInt32BE((UNSIGNED_BYTE << 8) | extents.length, 0);
  for (const [axis, extent] of extents.entries()) header.writeUInt32BE(extent, 4 + 4 * axis);
  return Buffer.concat([header, data]);
}

function hint(magic: number): string {
  if (magic === 0x801) return ': these are labels, not images';
  if (magic === 0x803) return ': these are images, not labels';
  return '';
}

function hex(magic: number): string {
  return magic.toString(16).padStart(8, '0');
}
