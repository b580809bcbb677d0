import type { AsyncBuffer, ColumnMetaData, Compressors, SchemaTree } from 'hyparquet';

/** Values that one page may claim to hold: writers stop at a megabyte or some ten thousand rows. */
const MOST_VALUES = 2 ** 24;

/** Types of pages, and encodings of values, by their numbers in Parquet's format. */
const [DATA_PAGE, DICTIONARY_PAGE, DATA_PAGE_2] = [0, 2, 3];
const [PLAIN_DICTIONARY, RLE, RLE_DICTIONARY] = [2, 3, 8];

/**
 * Refuses a column whose pages claim what they do not hold, by an Error: the library that decodes them believes all counts,
 * and would count to 2^31, or for ever, in a damaged file of a few hundred bytes.
 */
export async function checkPages(
  file: AsyncBuffer,
  { element, children }: SchemaTree,
  meta: ColumnMetaData,
  { rows, compressors }: { readonly rows: number; readonly compressors: Compressors },
): Promise<void> {
  const { repetition_type: repetition } = element;
  if (children.length > 0 || repetition === 'REPEATED')
    throw new Error(`column ${element.name} holds lists or records`);
  const start = Number(meta.dictionary_page_offset || meta.data_page_offset);
  const chunk = new Uint8Array(await file.slice(start, start + Number(meta.total_compressed_size)));
  const decompress = (bytes: Uint8Array, length: number): Uint8Array => {
    const decompressor = compressors[meta.codec];
    if (meta.codec !== 'UNCOMPRESSED' && !decompressor) throw new Error(`its pages are compressed by ${meta.codec}`);
    return decompressor ? decompressor(bytes, length) : bytes;
  };
  const optional = repetition === 'OPTIONAL';
  const reader = new Bytes(chunk);
  let seen = 0;
  while (seen < rows && reader.left > 1) {
    const { 1: type, 2: full, 3: held, ...headers } = reader.struct() as PageHeader;
    if (full === undefined || held === undefined) throw new Error('a page has no size');
    const body = reader.take(held);
    if (type === DICTIONARY_PAGE) {
      requireWithin(headers[7]?.[1], full, 'a dictionary');
    } else if (type === DATA_PAGE && headers[5]) {
      const { 1: count, 2: encoding } = headers[5];
      seen += requireWithin(count, Math.min(rows - seen, MOST_VALUES), 'a page');
      const page = new Bytes(decompress(body, full));
      const levels = optional ? page.take(page.uint32()) : undefined;
      requireRuns(page, encoding, meta.type, levels ? runs(new Bytes(levels), 1, count!) : count!);
    } else if (type === DATA_PAGE_2 && headers[8]) {
      const {
        1: count,
        2: nulls = 0,
        4: encoding,
        5: levels = 0,
        6: repetitions = 0,
        7: compressed = true,
      } = headers[8];
      seen += requireWithin(count, Math.min(rows - seen, MOST_VALUES), 'a page');
      const page = new Bytes(body);
      page.take(repetitions);
      const defined = page.take(levels);
      if (optional) runs(new Bytes(defined), 1, count!);
      const values = page.take(page.left);
      const plain = compressed ? decompress(values, full - levels - repetitions) : values;
      requireRuns(new Bytes(plain), encoding, meta.type, count! - requireWithin(nulls, count!, 'a page of nulls'));
    } else {
      throw new Error(`a page of type ${type} is not known`);
    }
  }
  if (seen !== rows) throw new Error(`column ${element.name} holds ${seen} values for ${rows} rows`);
}

/** As Thrift numbers the fields: 1 type, 2 and 3 sizes, 5 a page of data, 7 of a dictionary, 8 of data in the second version. */
interface PageHeader {
  readonly 1?: number;
  readonly 2?: number;
  readonly 3?: number;
  readonly 5?: { readonly 1?: number; readonly 2?: number };
  readonly 7?: { readonly 1?: number };
  readonly 8?: {
    readonly 1?: number;
    readonly 2?: number;
    readonly 4?: number;
    readonly 5?: number;
    readonly 6?: number;
    readonly 7?: boolean;
  };
}

function requireWithin(count: number | undefined, most: number, what: string): number {
  if (count === undefined || !(count >= 0 && count <= most)) throw new Error(`${what} claims ${count} values`);
  return count;
}

/** Values that are written as runs must be there. */
function requireRuns(page: Bytes, encoding: number | undefined, type: string, count: number): void {
  if (encoding === PLAIN_DICTIONARY || encoding === RLE_DICTIONARY) {
    const width = page.byte();
    if (width > 32) throw new Error(`an index of ${width} bits`);
    if (width > 0 || page.left > 0) runs(page, width, count);
  } else if (encoding === RLE && type === 'BOOLEAN') {
    runs(new Bytes(page.take(page.uint32())), 1, count);
  }
}

/** Walks runs of equal and of packed values until there are `count`; gives how many of them are 1, for values of one bit. */
function runs(bytes: Bytes, width: number, count: number): number {
  let [seen, ones] = [0, 0];
  while (seen < count) {
    const head = bytes.varint();
    const packed = head % 2 === 1;
    const length = Math.floor(head / 2) * (packed ? 8 : 1);
    if (length === 0 || length > count - seen + (packed ? 7 : 0)) throw new Error(`a run of ${length} values`);
    const held = bytes.take(Math.ceil(packed ? (length * width) / 8 : width / 8));
    const kept = Math.min(length, count - seen);
    if (width === 1) {
      for (let at = 0; at < kept; at++) ones += packed ? (held[at >> 3]! >> (at & 7)) & 1 : held[0]! & 1;
    }
    seen += kept;
  }
  return ones;
}

/** Reads on from the beginning; throws where the bytes end. */
class Bytes {
  #at = 0;
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  take(count: number): Uint8Array {
    if (!(count >= 0 && count <= this.left)) throw new Error(`${count} bytes are not in a page`);
    this.#at += count;
    return this.#bytes.subarray(this.#at - count, this.#at);
  }

  byte(): number {
    return this.take(1)[0]!;
  }

  uint32(): number {
    return this.take(4).reduceRight((value, byte) => value * 256 + byte, 0);
  }

  /** Of up to 64 bits, those above 53 inexact: only sizes that are there are believed anyway. */
  varint(): number {
    let [value, scale] = [0, 1];
    for (;;) {
      const byte = this.byte();
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
      scale *= 128;
    }
  }

  /** A struct of Thrift's compact protocol, by the numbers of its fields. */
  struct(): Readonly<Record<number, unknown>> {
    const fields: Record<number, unknown> = {};
    for (let field = 0; ; ) {
      const head = this.byte();
      if (head === 0) return fields;
      field = head >> 4 ? field + (head >> 4) : this.#zigzag();
      fields[field] = this.#element(head & 0xf);
    }
  }

  #zigzag(): number {
    const value = this.varint();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  #element(type: number): unknown {
    switch (type) {
      case 1:
      case 2:
        return type === 1;
      case 3:
        return this.byte();
      case 4:
      case 5:
      case 6:
        return this.#zigzag();
      case 7:
        return this.take(8);
      case 8:
        return this.take(this.varint());
      case 12:
        return this.struct();
      default:
        throw new Error(`a field of type ${type}`);
    }
  }
}
