import { describe, expect, it } from 'vitest';
import { compile, type Dataset } from '../../../language/index.ts';

const compiled = (text: string) => compile(text, { file: 'f.lithe', resolve: () => undefined });

function datasetOf(settings: string): Dataset {
  const { datasets, diagnostics } = compiled(`dataset D { ${settings} }`);
  expect(diagnostics).toEqual([]);
  return datasets[0]!;
}

const text = 'text "a.tsv" column sentence; label column label; validation 10%; tokenizer "t.json" length 8';

describe('a dataset', () => {
  it.each([
    ['images "pictures"', { files: ['pictures'], format: 'folder' }],
    ['images "i.idx3-ubyte.gz" labels "l"', { files: ['i.idx3-ubyte.gz'], format: 'idx', labels: { file: 'l' } }],
    ['images "1.bin", "2.bin" as cifar10', { files: ['1.bin', '2.bin'], format: 'cifar10' }],
    [
      'images "m.npz" array x_train labels array "y train"',
      { files: ['m.npz'], format: 'npz', array: 'x_train', labels: { array: 'y train' } },
    ],
    [
      'images "x.npz" array x labels "y.npz" array y',
      { files: ['x.npz'], format: 'npz', array: 'x', labels: { file: 'y.npz', array: 'y' } },
    ],
  ])('of images may be written as %s', (images, train) => {
    expect(datasetOf(`${images}; validation 10%`)).toMatchObject({ content: { kind: 'images' }, train });
  });

  it('of images is resized, changed and normalized', () => {
    const { content } = datasetOf(
      'images "p"; validation "v"; resize crop(87.5%); augment crop, flip(25%), shift(4); normalize measured',
    );
    expect(content).toEqual({
      kind: 'images',
      resize: { kind: 'crop', share: 0.875 },
      augment: [
        { kind: 'crop', area: 0.08 },
        { kind: 'flip', share: 0.25 },
        { kind: 'shift', pixels: 4 },
      ],
      normalize: 'measured',
    });
  });

  it.each([
    ['a.csv', 'csv'],
    ['a.tsv', 'tsv'],
    ['a.jsonl.gz', 'jsonl'],
    ['a.parquet', 'parquet'],
    ['a.TSV', 'tsv'],
  ])('of texts knows the format of %s', (file, format) => {
    expect(datasetOf(text.replace('a.tsv', file)).train.format).toBe(format);
  });

  it('of texts has columns by name or by place, one or two, and classes or numbers to tell', () => {
    expect(datasetOf(text)).toMatchObject({
      content: { kind: 'text', columns: ['sentence'], tokenizer: { file: 't.json', length: 8 } },
      task: { kind: 'class', column: 'label' },
    });
    expect(
      datasetOf(
        'text "a.txt" as csv column 2, 4; label column 1; classes ["not so", so, 2]; validation "b.txt" as tsv; tokenizer "t"',
      ),
    ).toMatchObject({
      content: { columns: [2, 4] },
      task: { kind: 'class', column: 1, classes: ['not so', 'so', '2'] },
      validation: { kind: 'files', files: ['b.txt'], format: 'tsv' },
    });
    expect(datasetOf(text.replace('label column label', 'target column score')).task).toEqual({
      kind: 'number',
      column: 'score',
    });
  });

  it.each([
    ['validation 10%', /needs `images` or `text`: write `images "folder"`/],
    ['images "p"', /needs `validation`: write `validation 10%`/],
    ['images "b.bin"; validation 10%', /`images` must be a folder, an IDX file .* `as cifar10` or `as cifar100`/],
    ['images "b" as cifar; validation 10%', /`as` has no `cifar`; did you mean `cifar10`/],
    ['images "m.npz"; validation 10%', /`images` must be two arrays of one npz file/],
    ['images "p" labels "l" as folder; validation 10%', /expected/],
    [
      'images "p" as folder labels "l"; validation 10%',
      /without `labels`: the classes are the names of its subfolders/,
    ],
    [
      'images "i" labels "l"; validation "v"',
      /`validation` must be in the format of `images`, which is idx, and is folder/,
    ],
    ['images "a", "b" labels "l"; validation 10%', /`images` must be one IDX file and its labels/],
    ['images "p"; validation 10%; augment flip, flip', /`augment` must be a list with `flip` once/],
    ['images "p"; validation 10%; augment flip(0)', /`share` must be a number over 0 and at most 1/],
    ['images "p"; validation 10%; augment flp', /`augment` has no `flp`; did you mean `flip`/],
    ['images "p"; validation 10%; resize cut', /`resize` has no `cut`; it takes `stretch` or `crop`/],
    ['images "p"; validation 10%; classes [cat]', /`classes` must be two or more names, and is one of 1/],
    ['images "p"; validation 10%; classes [cat, dog, cat]', /one with `cat` twice/],
    ['images "p"; validation 10%; label column x', /`label` is for text, and the dataset has `images`/],
    [`${text}; normalize measured`, /`normalize` is for images, and the dataset has `text`/],
    [`${text}; images "p"`, /`text` is for a dataset of texts, and this one has `images`/],
    [`${text}; target column score`, /`target` is for numbers to be told, and the dataset has `label`/],
    [text.replace('a.tsv', 'a.txt'), /`text` must be files that end in .csv, .tsv, .jsonl or .parquet, or `as`/],
    [text.replace('"a.tsv"', '"a.tsv", "b.csv"'), /`text` must be files that end in/],
    [text.replace('column sentence', 'column a, b, c'), /`column` must be one column, or two for pairs/],
    [text.replace('column sentence', 'column 1'), /all names .* or all places from 1/],
    [text.replace('column sentence', 'column label'), /different columns for texts and labels/],
    [text.replace('column sentence', 'column 0'), /a name, or a whole number from 1, and is 0/],
    ['text "a.jsonl" column 1; label column 2; validation 10%; tokenizer "t"', /names, which the columns of `a.jsonl`/],
    [text.replace('label column label; ', ''), /needs `label` or `target`/],
    [text.replace('; tokenizer "t.json" length 8', ''), /needs `tokenizer`/],
    [text.replace('length 8', 'length 0'), /`length` must be a whole number of at least 1/],
    [`${text}; lenght 3`, /has no setting `lenght`/],
  ])('is told what is wrong with %s', (settings, message) => {
    const { diagnostics, datasets } = compiled(`dataset D { ${settings} }`);
    expect(diagnostics.map((one) => one.message).join('\n')).toMatch(message);
    expect(datasets).toHaveLength(0);
  });
});

describe('a search', () => {
  const images = 'dataset D { images "p"; validation 10%; normalize mean [0, 0] deviation [1, 1]; classes [a, b, c] }';
  const of = (space: string, dataset: string) =>
    compiled(`supernet S { ${space} }\n${dataset}\nsearch Q { space S; data D; minimize macs }`).diagnostics.map(
      ({ message }) => message,
    );
  const numbers = text.replace('label column label', 'target column score');
  const tokens = 'embedding(9, 4); take_token(0)';

  it.each([
    [
      'input image: image[3, 8, 8]; global_pool; linear(3)',
      images,
      /normalized by 2 channels, and `S` takes images of 3/,
    ],
    ['input image: image[2, 8, 8]; global_pool; linear(2)', images, /has 3 classes, and `S` has 2 outputs/],
    ['input image: image[2, 8, 8]; conv(3, 1)', images, /gives an image: end it with `global_pool`/],
    [
      'input ids: tokens[8]; embedding(9, 4); take_token(0); linear(3)',
      images,
      /has images, and `S` has an input `ids`/,
    ],
    [
      `input ids: tokens[8]; ${tokens}; linear(2)`,
      `dataset D { ${numbers} }`,
      /has one number for a sample, and `S` has 2/,
    ],
    [
      `input a: tokens[8]; input b: tokens[8]; from a; ${tokens}; linear(1)`,
      `dataset D { ${numbers} }`,
      /gives the inputs `ids` and `types`, and `S` has the inputs `a`, `b`/,
    ],
  ])('is told where its data and %s do not fit', (space, dataset, message) => {
    expect(of(space, dataset).join('\n')).toMatch(message);
  });

  it('takes what fits', () => {
    expect(of('input image: image[2, 8, 8]; global_pool; linear(3)', images)).toEqual([]);
    expect(of(`input ids: tokens[8]; ${tokens}; linear(1)`, `dataset D { ${numbers} }`)).toEqual([]);
  });
});
