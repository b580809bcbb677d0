import { LitheError } from '../../errors.ts';
import { type DataFile, readText } from '../files.ts';
import { MOST_CHARACTERS, type Row } from './row.ts';

/** Rows of a JSON Lines file (https://jsonlines.org): an object in each line; empty lines are passed over. */
export async function* readJsonLines(file: DataFile, columns: readonly string[]): AsyncGenerator<Row, void, undefined> {
  let line = 0;
  for await (const text of linesOf(file)) {
    line += 1;
    if (text.trim() === '') continue;
    const place = `line ${line}`;
    const fail = (problem: string): never => {
      throw new LitheError(`${file.shown}, ${place}: ${problem}`);
    };
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch (error) {
      fail(`no JSON (${(error as Error).message.slice(0, 100)}): each line must be one object.`);
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value)) fail('no JSON object: `{"text": …}`.');
    const row = value as Readonly<Record<string, unknown>>;
    const values = columns.map((column) => {
      if (Object.hasOwn(row, column)) return row[column];
      return fail(`no ${column}: it has ${Object.keys(row).slice(0, 20).join(', ') || 'nothing'}.`);
    });
    yield { place, values };
  }
}

async function* linesOf(file: DataFile): AsyncGenerator<string> {
  let rest = '';
  let line = 1;
  for await (const piece of readText(file)) {
    const lines = (rest + (line === 1 && rest === '' ? piece.replace(/^\uFEFF/, '') : piece)).split('\n');
    rest = lines.pop()!;
    line += lines.length;
    yield* lines;
    if (rest.length > MOST_CHARACTERS) {
      throw new LitheError(`${file.shown}, line ${line}: longer than ${MOST_CHARACTERS} characters.`);
    }
  }
  if (rest !== '') yield rest;
}
