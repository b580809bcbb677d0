import { type ByteSource, HeaderProblem, shown } from './bytes.ts';
import { type ElementFormat, elementBytes, elementsOfShape, type ListedTensor } from './listing.ts';

/** TensorProto.DataType of the ONNX specification. */
const formats: Readonly<Record<number, ElementFormat>> = {
  1: 'F32',
  2: 'U8',
  3: 'I8',
  4: 'U16',
  5: 'I16',
  6: 'I32',
  7: 'I64',
  9: 'BOOL',
  10: 'F16',
  11: 'F64',
  12: 'U32',
  13: 'U64',
  16: 'BF16',
  17: 'F8_E4M3',
  19: 'F8_E5M2',
};

// Field numbers of onnx.proto.
const MODEL = { graph: 7 };
const GRAPH = { initializer: 5 };
const TENSOR = { dims: 1, dataType: 2, floats: 4, name: 8, raw: 9, doubles: 10, external: 13 };
const ENTRY = { key: 1, value: 2 };

const MOST_TENSORS = 1_000_000;
const MOST_TEXT = 4096;

/** A stretch of bytes that a field's content takes. */
interface Stretch {
  readonly start: number;
  readonly end: number;
}

/**
 * The initialisers of an ONNX model, without their numbers and without reading past them: only the bytes between the
 * tensors are looked at. Numbers kept in other files are named as `beside` places those. Throws a HeaderProblem.
 */
export function readOnnx(
  bytes: ByteSource,
  file: string,
  beside: (location: string) => { readonly path: string; readonly size: number } | undefined,
): Map<string, ListedTensor> {
  const scanner = new Scanner(bytes);
  const tensors = new Map<string, ListedTensor>();
  let hasGraph = false;
  for (const graph of scanner.stretches({ start: 0, end: bytes.size }, MODEL.graph)) {
    hasGraph = true;
    for (const initializer of scanner.stretches(graph, GRAPH.initializer)) {
      if (tensors.size >= MOST_TENSORS) throw new HeaderProblem(`it has more than ${MOST_TENSORS} initialisers`);
      const found = tensorOf(scanner, initializer, file, beside);
      if (found !== undefined) tensors.set(...found);
    }
  }
  if (!hasGraph) throw new HeaderProblem('it holds no graph, so it is no ONNX model');
  return tensors;
}

function tensorOf(
  scanner: Scanner,
  stretch: Stretch,
  file: string,
  beside: Parameters<typeof readOnnx>[2],
): [string, ListedTensor] | undefined {
  const shape: number[] = [];
  const parts: { readonly raw: Stretch[]; readonly floats: Stretch[]; readonly doubles: Stretch[] } = {
    raw: [],
    floats: [],
    doubles: [],
  };
  const external = new Map<string, string>();
  let name = '';
  let type = 0;
  for (const { field, value, content } of scanner.fields(stretch)) {
    if (field === TENSOR.dims) shape.push(...(content ? scanner.varints(content) : [value]));
    else if (field === TENSOR.dataType) type = value;
    else if (content === undefined) continue;
    else if (field === TENSOR.name) name = scanner.text(content);
    else if (field === TENSOR.raw) parts.raw.push(content);
    else if (field === TENSOR.floats) parts.floats.push(content);
    else if (field === TENSOR.doubles) parts.doubles.push(content);
    else if (field === TENSOR.external) external.set(...entryOf(scanner, content));
  }
  const format = formats[type];
  if (format === undefined) return undefined;
  if (shape.length > 16) throw new HeaderProblem(`${shown(name)} has ${shape.length} axes`);
  const elements = elementsOfShape(shape);
  if (elements === undefined) throw new HeaderProblem(`${shown(name)} has more elements than can be counted`);
  const size = elements * elementBytes[format];
  if (external.size > 0) return [name, { shape, format, ...externalPlace(name, external, size, beside) }];
  const place = [...parts.raw, ...(format === 'F32' ? parts.floats : []), ...(format === 'F64' ? parts.doubles : [])];
  const [only] = place;
  // Small whole numbers, such as the shapes that a graph reads, are kept in other fields and are no weights.
  if (only === undefined) return undefined;
  if (place.length > 1 || only.end - only.start !== size) {
    const given = place.reduce((sum, { start, end }) => sum + end - start, 0);
    throw new HeaderProblem(`${shown(name)} has ${given} bytes, where [${shape.join(', ')}] of ${format} take ${size}`);
  }
  return [name, { shape, format, file, ...only }];
}

function entryOf(scanner: Scanner, stretch: Stretch): [string, string] {
  let [key, value] = ['', ''];
  for (const { field, content } of scanner.fields(stretch)) {
    if (content === undefined) continue;
    if (field === ENTRY.key) key = scanner.text(content);
    if (field === ENTRY.value) value = scanner.text(content);
  }
  return [key, value];
}

function externalPlace(
  name: string,
  external: ReadonlyMap<string, string>,
  size: number,
  beside: Parameters<typeof readOnnx>[2],
): Stretch & { readonly file: string } {
  const location = external.get('location') ?? '';
  if (location === '' || /^[/\\]|^[A-Za-z]:|(^|[/\\])\.\.([/\\]|$)/.test(location)) {
    throw new HeaderProblem(`${shown(name)} lies in "${shown(location)}", which is no file beside the model`);
  }
  const found = beside(location);
  if (found === undefined)
    throw new HeaderProblem(`${shown(name)} lies in "${shown(location)}", which does not exist beside it`);
  const start = Number(external.get('offset') ?? 0);
  const length = Number(external.get('length') ?? found.size - start);
  if (!Number.isSafeInteger(start) || start < 0 || length !== size) {
    throw new HeaderProblem(
      `${shown(name)} takes ${size} bytes, and ${length} from byte ${start} of "${shown(location)}" are given`,
    );
  }
  if (start + size > found.size) {
    throw new HeaderProblem(
      `"${shown(location)}" is truncated: ${shown(name)} ends at byte ${start + size}, the file at ${found.size}`,
    );
  }
  return { file: found.path, start, end: start + size };
}

interface Field {
  readonly field: number;
  /** A varint's value; 0 where the field has content. */
  readonly value: number;
  /** Where the bytes of a length-delimited field are. */
  readonly content?: Stretch;
}

const WINDOW = 1 << 16;

/** Reads Protocol Buffers' wire format (protobuf.dev, "Encoding") from a source, a window at a time. */
class Scanner {
  readonly #bytes: ByteSource;
  #window: Uint8Array = new Uint8Array();
  #from = 0;

  constructor(bytes: ByteSource) {
    this.#bytes = bytes;
  }

  *stretches(within: Stretch, wanted: number): Generator<Stretch> {
    for (const { field, content } of this.fields(within)) if (field === wanted && content) yield content;
  }

  *fields({ start, end }: Stretch): Generator<Field> {
    let at = start;
    while (at < end) {
      const tag = this.#varint(at, end);
      const field = Math.floor(tag.value / 8);
      const kind = tag.value % 8;
      if (field === 0) throw damaged(at);
      at = tag.next;
      if (kind === 0) {
        const { value, next } = this.#varint(at, end);
        at = next;
        yield { field, value };
      } else if (kind === 1 || kind === 5) {
        at += kind === 1 ? 8 : 4;
        if (at > end) throw damaged(end);
      } else if (kind === 2) {
        const { value: length, next } = this.#varint(at, end);
        if (length > end - next)
          throw new HeaderProblem(`it is truncated, or no ONNX model: byte ${at} claims ${length} more`);
        yield { field, value: 0, content: { start: next, end: next + length } };
        at = next + length;
      } else throw damaged(at);
    }
  }

  varints({ start, end }: Stretch): number[] {
    const values: number[] = [];
    for (let at = start; at < end; ) {
      if (values.length >= 64) throw damaged(at);
      const { value, next } = this.#varint(at, end);
      values.push(value);
      at = next;
    }
    return values;
  }

  text({ start, end }: Stretch): string {
    if (end - start > MOST_TEXT) throw damaged(start);
    return new TextDecoder().decode(this.#bytes.read(start, end - start));
  }

  #varint(start: number, end: number): { readonly value: number; readonly next: number } {
    let value = 0;
    let scale = 1;
    for (let at = start; at < end && at < start + 10; at++) {
      const byte = this.#byte(at);
      value += (byte & 0x7f) * scale;
      scale *= 128;
      if (byte < 0x80) return { value, next: at + 1 };
    }
    throw damaged(start);
  }

  #byte(at: number): number {
    if (at < this.#from || at >= this.#from + this.#window.length) {
      this.#window = this.#bytes.read(at, WINDOW);
      this.#from = at;
      if (this.#window.length === 0) throw new HeaderProblem(`it cannot be read from byte ${at} on`);
    }
    return this.#window[at - this.#from]!;
  }
}

function damaged(at: number): HeaderProblem {
  return new HeaderProblem(`it is damaged at byte ${at}, or no ONNX model`);
}
