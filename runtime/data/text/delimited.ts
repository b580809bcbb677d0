import { Readable } from 'node:stream';
import { type CsvError, type Info, parse } from 'csv-parse';
import type { Column } from '../../../language/index.ts';
import { LitheError } from '../../errors.ts';
import { type DataFile, readText } from '../files.ts';
import { MOST_CHARACTERS, type Row } from './row.ts';

/**
 * Rows of a CSV file (RFC 4180: quotes hold commas, line ends and doubled quotes) or of a TSV file (IANA's
 * text/tab-separated-values, as GLUE's: a quote is a letter like any other). Named columns are those of the first line;
 * where columns are places from 1, the first line is a sample. Empty lines are passed over.
 */
export async function* readDelimited(
  file: DataFile,
  delimiter: '\t' | ',',
  columns: readonly Column[],
): AsyncGenerator<Row, void, undefined> {
  const parser = parse({
    delimiter,
    quote: delimiter === '\t' ? null : '"',
    bom: true,
    info: true,
    relaxColumnCount: true,
    skipEmptyLines: true,
    maxRecordSize: MOST_CHARACTERS,
  });
  const source = Readable.from(readText(file), { objectMode: true });
  source.on('error', (error) => parser.destroy(error));
  source.pipe(parser);
  let places: readonly number[] | undefined;
  let width = 0;
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: Info }>) {
      if (places === undefined) {
        width = record.length;
        places = columns.map((column) => placeOf(file, column, record));
        if (columns.some((column) => typeof column === 'string')) continue;
      }
      if (record.length !== width) {
        throw new LitheError(
          `${file.shown}, line ${info.lines}: ${record.length} column${record.length === 1 ? '' : 's'}, where the first line has ${width}.`,
        );
      }
      yield { place: `line ${info.lines}`, values: places.map((place) => record[place]) };
    }
  } catch (error) {
    throw problemOf(file, error);
  } finally {
    source.destroy();
    parser.destroy();
  }
}

function placeOf(file: DataFile, column: Column, first: readonly string[]): number {
  if (typeof column === 'number') {
    if (column <= first.length) return column - 1;
    throw new LitheError(`${file.shown} has ${first.length} columns, and column ${column} is asked for.`);
  }
  const places = first.flatMap((name, place) => (name.trim() === column ? [place] : []));
  if (places.length === 1) return places[0]!;
  if (places.length > 1) {
    throw new LitheError(`${file.shown} has ${places.length} columns named ${column}: give them different names.`);
  }
  const held = first
    .slice(0, 20)
    .map((name) => name.trim().slice(0, 40))
    .join(', ');
  throw new LitheError(
    `${file.shown} has no column ${column}: its first line has ${held}. ` +
      'Where that is a sample and no names, give columns by their place: `column 1`.',
  );
}

function problemOf(file: DataFile, error: unknown): unknown {
  if (error instanceof LitheError) return error;
  const { code, message, lines } = error as CsvError & { readonly lines?: number };
  // What is not the parser's own is a mistake in Lithe.
  if (lines === undefined) return error;
  if (code === 'CSV_MAX_RECORD_SIZE') {
    return new LitheError(
      `${file.shown}, line ${lines}: the row is longer than ${MOST_CHARACTERS} characters: a quote may never be closed.`,
    );
  }
  return new LitheError(`${file.shown}, line ${lines}, is not well-formed: ${message}.`);
}
