import type { Column, DataFiles } from '../../../language/index.ts';
import type { DataFile } from '../files.ts';
import { readDelimited } from './delimited.ts';
import { readJsonLines } from './json-lines.ts';
import { readParquet } from './parquet.ts';
import type { Row } from './row.ts';

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
