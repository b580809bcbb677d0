import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { compile } from '../../../language/index.ts';
import { loadDataset } from '../../../runtime/data/dataset.ts';
import type { LoadedDataset, Samples } from '../../../runtime/data/samples.ts';
import { LitheError } from '../../../runtime/errors.ts';
import { parquetOf } from './parquet-file.ts';
import { wordTokenizer } from './word-tokenizer.ts';

const folder = mkdtempSync(join(tmpdir(), 'lithe-texts-'));
afterAll(() => rmSync(folder, { recursive: true }));

const write = (name: string, content: string | Uint8Array): void => writeFileSync(join(folder, name), content);

beforeEach(() => {
  write('tokenizer.json', JSON.stringify(wordTokenizer));
});

interface Network {
  readonly inputs?: readonly string[];
  readonly length?: number;
  readonly outputs?: number;
  /** Of the table that each input is looked up in. */
  readonly rows?: readonly number[];
}

/** Loads a dataset written as in a .lithe file, on line 1, for a network of so many tokens. */
async function load(settings: string, { inputs = ['ids'], length = 6, outputs = 2, rows }: Network = {}) {
  const text = `dataset D { ${settings}; tokenizer "tokenizer.json" }`;
  const { datasets, diagnostics } = compile(text, { file: 'some.lithe' });
  expect(diagnostics).toEqual([]);
  const type = { kind: 'tokens' as const, length };
  const taken = inputs.map((name, index) => ({ name, type, ...(rows && { rows: rows[index]! }) }));
  return loadDataset(datasets[0]!, folder, { inputs: taken, outputs }, 1);
}

function tokensOf({ content }: Samples): number[][] {
  if (content.kind !== 'tokens') throw new Error('texts were expected');
  return Array.from(content.ends, (end, sample) =>
    Array.from(content.ids.subarray(sample === 0 ? 0 : content.ends[sample - 1]!, end)),
  );
}

const labelsOf = ({ train }: LoadedDataset): number[] => Array.from(train.labels);
// Of word-tokenizer.ts: [PAD] 0, [UNK] 1, [CLS] 2, [SEP] 3, good 4, bad 5, a 6, film 7.
const goodFilm = [2, 6, 4, 7, 3];
const badFilm = [2, 5, 7, 3];

describe('a table of texts', () => {
  test.each([
    ['tsv', 'sentence\tlabel\na good film\t1\nbad film\t0\n'],
    ['csv', '\uFEFFlabel,sentence\r\n1,"a good film"\r\n0,"bad\nfilm"\r\n'],
    ['jsonl', '{"sentence":"a good film","label":1,"more":[]}\n\n{"label":"0","sentence":"bad film"}'],
    ['parquet', parquetOf({ sentence: ['a good film', 'bad film'], label: ['1', '0'] })],
  ])('may be %s, plain or gzipped', async (format, content) => {
    write(`rows.${format}`, content);
    write(`rows.${format}.gz`, gzipSync(content));
    const settings = (file: string) =>
      `text "${file}" column sentence; label column label; validation "rows.${format}"`;
    const plain = await load(settings(`rows.${format}`));
    expect([tokensOf(plain.train), labelsOf(plain)]).toEqual([
      [goodFilm, badFilm],
      [1, 0],
    ]);
    expect(plain.told).toEqual({ kind: 'class', names: ['0', '1'], outputs: 2 });
    expect(plain.intake).toEqual({ kind: 'tokens', length: 6, padding: 0, inputs: ['ids'] });
    if (format !== 'parquet') expect((await load(settings(`rows.${format}.gz`))).train).toEqual(plain.train);
  });

  test('without names has columns by place; a quote in a TSV is a letter', async () => {
    write('rows.tsv', '1\ta "good film\n0\t"bad film"\n');
    const { train } = await load('text "rows.tsv" column 2; label column 1; validation "rows.tsv"');
    expect(tokensOf(train)).toEqual([
      [2, 6, 1, 4, 7, 3],
      [2, 1, 5, 7, 1, 3],
    ]);
  });

  test('takes several files, names as labels in the order given or sorted', async () => {
    write('one.csv', 'text,label\ngood film,yes\n');
    write('two.csv', 'text,label\nbad film,no\na film,yes\n');
    const rows = 'text "one.csv", "two.csv" column text; label column label; validation "two.csv"';
    const sorted = await load(rows);
    expect([sorted.told, labelsOf(sorted)]).toEqual([{ kind: 'class', names: ['no', 'yes'], outputs: 2 }, [1, 0, 1]]);
    expect(labelsOf(await load(`${rows}; classes [yes, no]`))).toEqual([0, 1, 0]);
  });

  test('gives pairs with types, cut as Hugging Face cuts the longest first', async () => {
    write('rows.tsv', 'a good film\tbad\t1\ngood\ta bad bad film\t0\na a a a a\tbad bad bad bad\t0\n');
    const settings = 'text "rows.tsv" column 1, 2; label column 3; validation "rows.tsv"';
    const { train, intake } = await load(settings, { inputs: ['types', 'ids'], length: 7 });
    expect(tokensOf(train)).toEqual([
      [2, 6, 4, 7, 3, 5, 3],
      [2, 4, 3, 6, 5, 5, 3],
      [2, 6, 6, 3, 5, 5, 3],
    ]);
    expect(intake).toMatchObject({ inputs: ['types', 'ids'] });
    expect(train.content).toMatchObject({ types: Uint8Array.from('000001100011110000111', Number) });
  });

  test('tells numbers, with their variance for the mean squared error', async () => {
    write('rows.csv', 'text,score\ngood,5\nbad,-1.5e-1\n');
    const { train, told } = await load('text "rows.csv" column text; target column score; validation "rows.csv"', {
      outputs: 1,
    });
    expect(told).toEqual({ kind: 'number' });
    expect(Array.from(train.labels)).toEqual([5, Math.fround(-0.15)]);
  });

  test('draws the validation share of each class alike', async () => {
    const rows = Array.from({ length: 100 }, (_, row) => `good film\t${row < 80 ? 'often' : 'rarely'}`);
    write('rows.tsv', rows.join('\n'));
    const { train, validation } = await load('text "rows.tsv" column 1; label column 2; validation 10%');
    const rare = ({ labels }: Samples) => labels.filter((label) => label === 1).length;
    expect([train.count, rare(train), validation.count, rare(validation)]).toEqual([90, 18, 10, 2]);
  });
});

describe('what is wrong with a table is told in one line with file and row:', () => {
  const named = (format: string) => `text "rows.${format}" column text; label column label; validation 50%`;
  const placed = 'text "rows.tsv" column 1; label column 2; validation 50%';

  test.each<[string, string, string, string | Uint8Array, RegExp]>([
    ['an empty file', named('csv'), 'rows.csv', '', /rows\.csv holds no samples/],
    ['a header alone', named('csv'), 'rows.csv', 'text,label\n', /rows\.csv holds no samples/],
    [
      'a missing column',
      named('csv'),
      'rows.csv',
      'txt,label\na,0\n',
      /has no column text: its first line has txt, label/,
    ],
    ['a column twice', named('csv'), 'rows.csv', 'text,text,label\na,b,0\n', /has 2 columns named text/],
    ['a place too far', placed, 'rows.tsv', 'a\nb\n', /rows\.tsv has 1 columns, and column 2 is asked for/],
    [
      'a row too short',
      named('csv'),
      'rows.csv',
      'text,label\na,0\nb\n',
      /rows\.csv, line 3: 1 column, where .* has 2/,
    ],
    [
      'a row too long',
      placed,
      'rows.tsv',
      'a\t0\nb\t1\tc\n',
      /rows\.tsv, line 2: 3 columns, where the first line has 2/,
    ],
    [
      'an open quote',
      named('csv'),
      'rows.csv',
      'text,label\n"a,0\nb,1\n',
      /rows\.csv, line \d, is not well-formed: .*[Qq]uote/,
    ],
    ['no label', named('csv'), 'rows.csv', 'text,label\na,0\nb,\n', /rows\.csv, line 3: label is empty/],
    [
      'no text encoding',
      named('csv'),
      'rows.csv',
      Buffer.from('text,label\n\xff\xfe,0\n', 'latin1'),
      /is not UTF-8 text/,
    ],
    ['bad JSON', named('jsonl'), 'rows.jsonl', '{"text":"a","label":0}\n{"text":\n', /rows\.jsonl, line 2: no JSON/],
    ['a JSON list', named('jsonl'), 'rows.jsonl', '[1]\n', /rows\.jsonl, line 1: no JSON object/],
    ['a missing key', named('jsonl'), 'rows.jsonl', '{"text":"a"}\n', /rows\.jsonl, line 1: no label: it has text/],
    [
      'a number as text',
      named('jsonl'),
      'rows.jsonl',
      '{"text":1,"label":0}\n',
      /line 1: text is number 1, and a text is/,
    ],
    [
      'a null label',
      named('jsonl'),
      'rows.jsonl',
      '{"text":"a","label":null}\n',
      /line 1: label is missing, and a label is/,
    ],
    [
      'no Parquet',
      named('parquet'),
      'rows.parquet',
      'PAR1 or not',
      /rows\.parquet is no Parquet file, or a damaged one/,
    ],
    [
      'a tokenizer that fails when it is used',
      placed,
      'tokenizer.json',
      JSON.stringify({ ...wordTokenizer, post_processor: { type: 'TemplateProcessing', special_tokens: {} } }),
      /tokenizer\.json is a tokenizer that cannot be used/,
    ],
    ['other columns', named('parquet'), 'rows.parquet', parquetOf({ a: ['x'] }), /has no column text: it has a/],
    [
      'a class too many',
      placed,
      'rows.tsv',
      'a\tx\nb\ty\nc\tz\n',
      /rows\.tsv, line 3: z is one class more than the 2 that the network tells/,
    ],
    [
      'a number too large',
      placed,
      'rows.tsv',
      'a\t0\nb\t2\n',
      /rows\.tsv, line 2: label 2, and the network tells 2 classes/,
    ],
    [
      'a label outside the classes',
      `${placed}; classes [no, yes]`,
      'rows.tsv',
      'a\tno\nb\tmaybe\n',
      /rows\.tsv, line 2: label "maybe" is none of the classes: no, yes/,
    ],
  ])('%s', async (_, settings, name, content, message) => {
    write(name, content);
    const error = await load(settings).catch((caught) => caught);
    expect(error).toBeInstanceOf(LitheError);
    expect(error.message).toMatch(message);
    expect(error.message).toMatch(/^some\.lithe:1:\d+: [^\n]*$/);
  });

  test('a number that is none, a label that only the validation files have', async () => {
    write('rows.csv', 'text,score\na,1\nb,much\n');
    const numbers = 'text "rows.csv" column text; target column score; validation 50%';
    await expect(load(numbers, { outputs: 1 })).rejects.toThrow(/rows\.csv, line 3: "much" is no number/);
    write('rows.tsv', 'a\tyes\nb\tno\n');
    write('dev.tsv', 'a\tyes\nb\tmaybe\n');
    await expect(load('text "rows.tsv" column 1; label column 2; validation "dev.tsv"')).rejects.toThrow(
      /dev\.tsv, line 2: label "maybe" is none of the classes: no, yes/,
    );
  });

  test.each<[string, string | undefined, RegExp]>([
    ['missing', undefined, /tokenizer\.json does not exist/],
    ['not JSON', '{', /tokenizer\.json is not JSON/],
    ['something else', '{"a":1}', /tokenizer\.json is no tokenizer\.json of Hugging Face: 'model' is wrong/],
    [
      'without padding',
      JSON.stringify({ ...wordTokenizer, padding: null, added_tokens: wordTokenizer.added_tokens.slice(1) }),
      /names no padding token: put its `tokenizer_config\.json`/,
    ],
    ['of another kind', JSON.stringify({ ...wordTokenizer, normalizer: { type: 'New' } }), /cannot be used/],
  ])('a tokenizer that is %s', async (_, content, message) => {
    if (content === undefined) rmSync(join(folder, 'tokenizer.json'));
    else write('tokenizer.json', content);
    write('rows.tsv', 'a\t0\nb\t1\n');
    await expect(load(placed)).rejects.toThrow(message);
    await expect(load(placed)).rejects.toThrow(LitheError);
  });

  test('an id or a type that the network has no row for', async () => {
    write('rows.tsv', 'a good film\t0\nbad film\t1\n');
    expect((await load(placed, { rows: [8] })).train.count).toBeGreaterThan(0);
    await expect(load(placed, { rows: [7] })).rejects.toThrow(
      /rows\.tsv, line 1: the tokenizer gives the id 7, and the network's embedding of ids has 7 rows: write `embedding\(8, …\)`/,
    );
    write('pairs.tsv', 'a\tfilm\t0\na\tbad\t1\n');
    const pairs = 'text "pairs.tsv" column 1, 2; label column 3; validation 50%';
    const both = ['ids', 'types'];
    expect((await load(pairs, { inputs: both, rows: [8, 2] })).train.count).toBe(1);
    await expect(load(pairs, { inputs: both, rows: [8, 1] })).rejects.toThrow(
      /pairs\.tsv, line 1: a token has the type 1, and the network's embedding of types has 1 row: write `embedding\(2, …\)`/,
    );
  });

  test('inputs that are neither one nor `ids` and `types`', async () => {
    write('rows.tsv', 'a\t0\nb\t1\n');
    await expect(load(placed, { inputs: ['ids', 'kinds'] })).rejects.toThrow(/or into `ids` and `types` of one length/);
  });
});
