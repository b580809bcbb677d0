import { LitheError } from '../../errors.ts';

/** An array as NumPy stores it, row-major. */
export interface NpyArray {
  /** `u1`, `i8`, `f4`. */
  readonly type: string;
  readonly shape: readonly number[];
  readonly bytes: Uint8Array;
}

const MAGIC = '\u0093NUMPY';
const sizes: Readonly<Record<string, number>> = {
  b1: 1,
  u1: 1,
  i1: 1,
  u2: 2,
  i2: 2,
  u4: 4,
  i4: 4,
  u8: 8,
  i8: 8,
  f4: 4,
  f8: 8,
};

/**
 * Reads a .npy file (https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html): magic, version, length of
 * the header, the header as a Python dictionary, the numbers. `shown` names it in messages.
 */
export function parseNpy(bytes: Uint8Array, shown: string): NpyArray {
  const fail = (problem: string): never => {
    throw new LitheError(`${shown} ${problem}`);
  };
  const text = (from: number, to: number): string => Buffer.from(bytes.subarray(from, to)).toString('latin1');
  if (bytes.length < 12 || text(0, 6) !== MAGIC) fail('is no NumPy array: it does not begin with the magic of .npy.');
  const wide = bytes[6]! >= 2;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = wide ? 12 : 10;
  const end = start + (wide ? view.getUint32(8, true) : view.getUint16(8, true));
  if (end > bytes.length) fail(`is truncated: its header ends at byte ${end}, and it has ${bytes.length}.`);
  const header = text(start, end);
  const descr = /'descr'\s*:\s*'([<>|=]?)([a-zA-Z]\d+)'/.exec(header);
  const shape = /'shape'\s*:\s*\(([\d\s,L]*)\)/.exec(header);
  const fortran = /'fortran_order'\s*:\s*(True|False)/.exec(header);
  if (!descr || !shape || !fortran) return fail('has a header that names no plain type, order and shape.');
  const [, order, type] = descr as unknown as [string, string, string];
  const size = Object.hasOwn(sizes, type) ? sizes[type]! : fail(`holds ${type}: whole numbers are expected.`);
  if (order === '>' && size > 1) fail('is big-endian: save it anew with little-endian numbers.');
  if (fortran[1] === 'True') fail('is in Fortran order: save it anew with `numpy.ascontiguousarray`.');
  const extents = (shape[1]!.match(/\d+/g) ?? []).map(Number);
  const expected = extents.reduce((product, extent) => product * extent, size);
  if (bytes.length - end !== expected) {
    fail(
      `is damaged: shape (${extents.join(', ')}) of ${type} takes ${expected} bytes, and it has ${bytes.length - end}.`,
    );
  }
  return { type, shape: extents, bytes: bytes.subarray(end) };
}

/** The numbers of an array of whole numbers. Throws a LitheError where it holds something else, or too large ones. */
export function wholeNumbers({ type, bytes }: NpyArray, shown: string): Float64Array {
  const size = sizes[type]!;
  if (type[0] === 'f' || type === 'b1') throw new LitheError(`${shown} holds ${type}: labels must be whole numbers.`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const numbers = new Float64Array(bytes.length / size);
  for (let index = 0; index < numbers.length; index++) numbers[index] = readers[type]!(view, index * size);
  return numbers;
}

const readers: Readonly<Record<string, (view: DataView, at: number) => number>> = {
  u1: (view, at) => view.getUint8(at),
  i1: (view, at) => view.getInt8(at),
  u2: (view, at) => view.getUint16(at, true),
  i2: (view, at) => view.getInt16(at, true),
  u4: (view, at) => view.getUint32(at, true),
  i4: (view, at) => view.getInt32(at, true),
  u8: (view, at) => Number(view.getBigUint64(at, true)),
  i8: (view, at) => Number(view.getBigInt64(at, true)),
};
