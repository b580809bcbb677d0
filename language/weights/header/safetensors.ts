import { type ByteSource, HeaderProblem, shown } from './bytes.ts';
import { type ElementFormat, elementBytes, elementsOfShape, isElementFormat, type ListedTensor } from './listing.ts';

/** Larger ones than any real model's: a header that claims more is a lie. */
const MOST_HEADER_BYTES = 32 * 2 ** 20;

/**
 * The tensors of a safetensors file, from its header alone (github.com/huggingface/safetensors, "Format"). As strict as
 * the format: the numbers must fill the rest of the file without gaps or overlaps. Throws a HeaderProblem.
 */
export function readSafetensors(bytes: ByteSource, file: string): Map<string, ListedTensor> {
  const { size } = bytes;
  if (size < 8) throw new HeaderProblem(`it has ${size} bytes, and the length of its header alone takes 8`);
  const prefix = bytes.read(0, 8);
  if (prefix.length < 8) throw new HeaderProblem('its beginning cannot be read');
  const length = new DataView(prefix.buffer, prefix.byteOffset, 8).getBigUint64(0, true);
  if (length > BigInt(MOST_HEADER_BYTES)) {
    throw new HeaderProblem(`its first 8 bytes claim a header of ${length} bytes, so it is no safetensors file`);
  }
  const start = 8 + Number(length);
  if (start > size) throw new HeaderProblem(`it is truncated: its header ends at byte ${start}, the file at ${size}`);
  const entries = Object.entries(parseHeader(bytes.read(8, Number(length))));
  const tensors = new Map<string, ListedTensor>();
  for (const [name, entry] of entries) {
    if (name !== '__metadata__') tensors.set(name, tensorOf(name, entry, { file, start, size }));
  }
  refuseGaps(tensors, start, size);
  return tensors;
}

function parseHeader(bytes: Uint8Array): Record<string, unknown> {
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new HeaderProblem('its header is no JSON, so it is no safetensors file, or a damaged one');
  }
  if (!isObject(header)) throw new HeaderProblem('its header is no JSON object');
  return header;
}

function tensorOf(
  name: string,
  entry: unknown,
  { file, start, size }: { readonly file: string; readonly start: number; readonly size: number },
): ListedTensor {
  const fail = (problem: string): never => {
    throw new HeaderProblem(`its header ${problem} for ${shown(name)}`);
  };
  if (!isObject(entry)) return fail('has no description');
  const { dtype, shape, data_offsets: offsets } = entry;
  if (typeof dtype !== 'string') return fail('has no dtype');
  if (!isElementFormat(dtype)) return fail(`names the unknown dtype ${shown(dtype)}`);
  if (!isExtents(shape)) return fail('has no shape of whole numbers');
  if (!isExtents(offsets) || offsets.length !== 2) return fail('has no data_offsets of two whole numbers');
  const [begin, end] = offsets as [number, number];
  const wanted = bytesOf(shape, dtype);
  if (wanted === undefined) return fail('has a shape of more elements than can be counted');
  if (end < begin || end - begin !== wanted) {
    return fail(`gives ${end - begin} bytes, where [${shape.join(', ')}] of ${dtype} take ${wanted},`);
  }
  if (start + end > size) {
    throw new HeaderProblem(
      `it is truncated: ${shown(name)} ends at byte ${start + end}, the file at ${size}; fetch it again`,
    );
  }
  return { shape, format: dtype, file, start: start + begin, end: start + end };
}

function bytesOf(shape: readonly number[], format: ElementFormat): number | undefined {
  const elements = elementsOfShape(shape);
  return elements === undefined ? undefined : elements * elementBytes[format];
}

function refuseGaps(tensors: ReadonlyMap<string, ListedTensor>, start: number, size: number): void {
  const placed = [...tensors].sort(([, a], [, b]) => a.start - b.start || a.end - b.end);
  let end = start;
  let before = '';
  for (const [name, tensor] of placed) {
    if (tensor.start < end) throw new HeaderProblem(`${shown(name)} overlaps ${shown(before)}, so its header is wrong`);
    if (tensor.start > end)
      throw new HeaderProblem(`nothing names bytes ${end} to ${tensor.start}: its header is wrong`);
    end = tensor.end;
    before = name;
  }
  if (end < size)
    throw new HeaderProblem(`${size - end} bytes follow its last tensor: it is damaged, or still being written`);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isExtents(value: unknown): value is number[] {
  return Array.isArray(value) && value.length <= 16 && value.every((one) => Number.isSafeInteger(one) && one >= 0);
}
