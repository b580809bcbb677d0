import type { Column, DataFiles } from '../../../language/index.ts';
import { LitheError } from '../../errors.ts';
import type { DataFile } from '../files.ts';
import { Growing } from '../growing.ts';
import type { Tokens } from '../samples.ts';
import { readRows } from './rows.ts';
import type { TextTokenizer } from './tokenizer.ts';

/** Texts of some files, tokenised, with their labels as the files have them. */
export interface RawTexts {
  readonly count: number;
  readonly content: Tokens;
  /** The different labels, in the order first met, with where that was. */
  readonly distinct: readonly { readonly label: string; readonly place: string }[];
  /** [count]: index into `distinct`. */
  readonly labels: Int32Array;
}

/** What of a table is a sample. */
export interface TextColumns {
  readonly texts: readonly Column[];
  readonly label: Column;
}

/** What a network takes of a text. */
export interface TextLimits {
  /** In tokens. */
  readonly length: number;
  /** Of the tables that ids and types are looked up in; absent: of none. */
  readonly rows: { readonly ids?: number | undefined; readonly types?: number | undefined };
}

/** Reads the files row by row and tokenises each text once; of the texts themselves none is kept. */
export async function readTexts(
  { files, format }: DataFiles,
  at: (written: string) => DataFile,
  columns: TextColumns,
  tokenizer: TextTokenizer,
  { length, rows }: TextLimits,
): Promise<RawTexts> {
  const ids = new Growing((buffer) => new Int32Array(buffer));
  const types = new Growing((buffer) => new Uint8Array(buffer));
  const ends = new Growing((buffer) => new Float64Array(buffer));
  const labels = new Growing((buffer) => new Int32Array(buffer));
  const distinct = new Map<string, { label: string; place: string; index: number }>();
  for (const written of files) {
    const file = at(written);
    const before = ends.count;
    for await (const { place, values } of readRows(file, format, [...columns.texts, columns.label])) {
      const where = `${file.shown}, ${place}`;
      const texts = columns.texts.map((column, index) => textOf(values[index], column, where));
      const encoded = tokenizer.encode(texts, length);
      for (const what of ['ids', 'types'] as const) {
        const beyond = encoded[what].find((number) => number >= (rows[what] ?? Infinity));
        if (beyond !== undefined) throw beyondTable(where, what, beyond, rows[what]!, tokenizer);
      }
      for (const id of encoded.ids) ids.push(id);
      for (const type of encoded.types) types.push(type);
      ends.push(ids.count);
      const label = labelOf(values.at(-1), columns.label, where);
      const known = distinct.get(label) ?? { label, place: where, index: distinct.size };
      distinct.set(label, known);
      labels.push(known.index);
    }
    if (ends.count === before) throw new LitheError(`${file.shown} holds no samples.`);
  }
  return {
    count: ends.count,
    content: { kind: 'tokens', ids: ids.taken(), types: types.taken(), ends: ends.taken() },
    distinct: [...distinct.values()],
    labels: labels.taken(),
  };
}

/** A number that the network has no row for. */
export function beyondTable(
  where: string,
  what: 'ids' | 'types',
  number: number,
  rows: number,
  { vocabulary }: TextTokenizer,
): LitheError {
  const needed = what === 'ids' ? vocabulary : 2;
  const given = what === 'ids' ? `the tokenizer gives the id ${number}` : `a token has the type ${number}`;
  return new LitheError(
    `${where}: ${given}, and the network's embedding of ${what} has ${rows} ${rows === 1 ? 'row' : 'rows'}: ` +
      `write \`embedding(${needed}, …)\`, or take the tokenizer that the network was made for.`,
  );
}

function textOf(value: unknown, column: Column, where: string): string {
  if (typeof value === 'string') return value;
  throw new LitheError(`${where}: ${named(column)} is ${described(value)}, and a text is expected.`);
}

function labelOf(value: unknown, column: Column, where: string): string {
  const isLabel = ['string', 'number', 'bigint', 'boolean'].includes(typeof value);
  const label = isLabel ? String(value).trim() : '';
  if (label !== '') return label;
  throw new LitheError(`${where}: ${named(column)} is ${described(value)}, and a label is expected.`);
}

function named(column: Column): string {
  return typeof column === 'number' ? `column ${column}` : column;
}

function described(value: unknown): string {
  if (value === null || value === undefined) return 'missing';
  if (typeof value === 'string') return value === '' ? 'empty' : 'blank';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `${typeof value} ${value}`;
}
