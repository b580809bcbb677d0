import { createHash } from 'node:crypto';
import {
  closeSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { LitheError } from '../errors.ts';
import { flushFolder } from '../run/files.ts';
import type { Part, StateTensor, TrainingState } from './state.ts';

/** What stands in a checkpoint beside the numbers. */
export interface CheckpointHeader {
  /** Steps done. */
  readonly step: number;
  readonly seed: number;
  /** Of the stored tensors: `fingerprintOf`. */
  readonly fingerprint: string;
}

const FORMAT = 'lithe-checkpoint-1';
const KEPT = 2;
const CHUNK = 1 << 24;

/** Identifies the stored tensors of a space and how memory holds them; a checkpoint fits where it is equal. */
export function fingerprintOf(state: TrainingState): string {
  const tensors = [...state.tensors.values()].map(({ stored, layout }) => [stored.path, stored.shape, layout]);
  return createHash('sha256')
    .update(JSON.stringify([state.moments, state.kept, tensors]))
    .digest('hex')
    .slice(0, 16);
}

/**
 * Writes `step-00000123.safetensors` into the folder: a safetensors file of weights, moments and average whose metadata hold
 * the header and a checksum. Written beside, flushed and renamed; older ones than the newest two are removed after it.
 */
export function writeCheckpoint(folder: string, state: TrainingState, header: CheckpointHeader): string {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `step-${String(header.step).padStart(8, '0')}.safetensors`);
  const entries = entriesOf(state);
  const described = JSON.stringify(header);
  const hash = createHash('sha256').update(described);
  for (const { data } of entries) hash.update(bytesOf(data));
  const metadata = { format: FORMAT, header: described, sha256: hash.digest('hex') };
  const text = Buffer.from(JSON.stringify({ __metadata__: metadata, ...directory(entries) }));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));

  const beside = `${file}.${process.pid}.partial`;
  const handle = openSync(beside, 'w');
  try {
    for (const bytes of [length, text, ...entries.map(({ data }) => bytesOf(data))]) writeAll(handle, bytes);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(beside, file);
  flushFolder(folder);
  for (const old of checkpointsIn(folder).slice(KEPT)) rmSync(old);
  return file;
}

/** Checkpoints of a folder, newest first. */
export function checkpointsIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => /^step-\d{8,}\.safetensors$/.test(name))
    .sort((a, b) => Number(b.slice(5, -12)) - Number(a.slice(5, -12)))
    .map((name) => join(folder, name));
}

/**
 * Reads a checkpoint into the state. Nothing of the state is changed unless the whole file is sound: throws a
 * LitheError where it is missing, truncated, damaged, or of another space, seed or format.
 */
export function readCheckpoint(file: string, state: TrainingState, seed: number): CheckpointHeader {
  const handle = open(file);
  try {
    const { metadata, table, start } = readHeader(handle, file);
    if (metadata.format !== FORMAT) {
      throw new LitheError(`${file} is no checkpoint of this version of Lithe: it is of format ${metadata.format}.`);
    }
    const header = parseHeader(metadata.header, file);
    const fingerprint = fingerprintOf(state);
    const entries = entriesOf(state);
    if (header.fingerprint !== fingerprint || JSON.stringify(table) !== JSON.stringify(directory(entries))) {
      throw new LitheError(
        `${file} holds the weights of another space or optimizer (${header.fingerprint}, this one is ${fingerprint}): ` +
          'restore the .lithe file that the run was started with, or start a new run.',
      );
    }
    if (header.seed !== seed) {
      throw new LitheError(`${file} was trained with seed ${header.seed}, and this run has seed ${seed}.`);
    }
    const size = entries.reduce((sum, { data }) => sum + data.byteLength, start);
    const found = fstatSync(handle).size;
    if (found !== size) throw damaged(file, `it has ${found} bytes, where its header tells of ${size}`);
    if (checksum(metadata.header!, handle, start) !== metadata.sha256) throw damaged(file, 'its checksum differs');
    let at = start;
    for (const { data } of entries) {
      readAll(handle, bytesOf(data), at, file);
      at += data.byteLength;
    }
    return header;
  } finally {
    closeSync(handle);
  }
}

interface Entry {
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** Every tensor of weights, moments and average, in the file's order. */
function entriesOf(state: TrainingState): Entry[] {
  const parts: Part[] = ['weights', 'first', 'second', 'average'];
  const held = (part: Part, { stored }: StateTensor): boolean => {
    if (part === 'average') return state.kept === 'average' && stored.trained;
    return part === 'weights' || (stored.trained && state.moments >= (part === 'first' ? 1 : 2));
  };
  return parts.flatMap((part) =>
    [...state.tensors.values()]
      .filter((tensor) => held(part, tensor))
      .map((tensor) => ({
        name: `${part}/${tensor.stored.path}`,
        shape: tensor.extents,
        data: state.view(part, tensor),
      })),
  );
}

function directory(entries: readonly Entry[]): Record<string, unknown> {
  let end = 0;
  return Object.fromEntries(
    entries.map(({ name, shape, data }) => {
      end += data.byteLength;
      return [name, { dtype: 'F32', shape, data_offsets: [end - data.byteLength, end] }];
    }),
  );
}

function readHeader(handle: number, file: string) {
  const size = fstatSync(handle).size;
  if (size < 8) throw damaged(file, `it has ${size} bytes, and the length of its header alone takes 8`);
  const prefix = Buffer.alloc(8);
  readAll(handle, prefix, 0, file);
  const length = prefix.readBigUInt64LE();
  if (length > BigInt(size - 8)) throw damaged(file, `it has ${size} bytes, and its header alone takes ${length}`);
  const text = Buffer.alloc(Number(length));
  readAll(handle, text, 8, file);
  try {
    const { __metadata__: metadata, ...table } = JSON.parse(text.toString('utf8'));
    return { metadata: (metadata ?? {}) as Partial<Record<string, string>>, table, start: 8 + text.length };
  } catch {
    throw damaged(file, 'its header is no JSON');
  }
}

function parseHeader(text: string | undefined, file: string): CheckpointHeader {
  let header: unknown;
  try {
    header = JSON.parse(text ?? '');
  } catch {
    throw damaged(file, 'its metadata are no JSON');
  }
  if (typeof header !== 'object' || header === null) throw damaged(file, 'its metadata are no object');
  return header as CheckpointHeader;
}

/** Of the described header and all numbers. */
function checksum(described: string, handle: number, start: number): string {
  const hash = createHash('sha256').update(described);
  const chunk = Buffer.alloc(CHUNK);
  for (let at = start; ; ) {
    const read = readSync(handle, chunk, 0, CHUNK, at);
    if (read === 0) return hash.digest('hex');
    hash.update(chunk.subarray(0, read));
    at += read;
  }
}

function open(file: string): number {
  try {
    return openSync(file, 'r');
  } catch (error) {
    throw new LitheError(`The checkpoint ${file} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
}

function damaged(file: string, how: string): LitheError {
  return new LitheError(
    `The checkpoint ${file} is damaged: ${how}. Remove it to go on from the one before, or start a new run.`,
  );
}

function bytesOf(data: Float32Array): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

function writeAll(handle: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at, Math.min(CHUNK, bytes.length - at));
}

function readAll(handle: number, bytes: Uint8Array, from: number, file: string): void {
  for (let at = 0; at < bytes.length; ) {
    const read = readSync(handle, bytes, at, Math.min(CHUNK, bytes.length - at), from + at);
    if (read === 0) throw damaged(file, 'it ended while it was read');
    at += read;
  }
}
