import type { Column, DataFiles } from '../../../language/index.ts';
import type { DataFile } from '../files.ts';
import { readDelimited } from './delimited.ts';
import { readJsonLines } from './json-lines.ts';
import { readParquet } from './parquet.ts';

/** One sample of a table. */
export interface Row {
  /** `line 5` or `row 4`, for messages. */
  readonly place: string;
  /** In the order of the columns asked for: strings, or what JSON and Parquet have instead. */
  readonly values: readonly unknown[];
}

/** Length of one row: a file whose next line end never comes is not read whole into memory. */
export const MOST_CHARACTERS = 2 ** 24;

/** Some columns of a table, row by row. Throws a LitheError that names file and row where one cannot be read. */
export function readRows(
  file: DataFile,
  format: DataFiles['format'],
  columns: readonly Column[],
): AsyncGenerator<Row, void, undefined> {
  switch (format) {
    case 'jsonl':
      return readJsonLines(file, columns as readonly string[]);
    case 'parquet':
      return readParquet(file, columns as readonly string[]);
    default:
      return readDelimited(file, format === 'tsv' ? '\t' : ',', columns);
  }
}
