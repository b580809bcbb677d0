import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import sharp from 'sharp';
import { compile, type TensorType } from '../../../language/index.ts';
import { loadDataset } from '../../../runtime/data/dataset.ts';
import { encodeIdx } from '../../../runtime/data/images/idx.ts';
import { LitheError } from '../../../runtime/errors.ts';
import { randomStream } from '../../../runtime/random.ts';
import { spoiled as spoiledBytes } from '../spoiled.ts';
import { npyOf } from './npy-file.ts';
import { parquetOf } from './parquet-file.ts';
import { wordTokenizer } from './word-tokenizer.ts';

/** A dataset whose files are sound, and which of them is spoiled. */
interface Subject {
  readonly settings: string;
  /** What the network takes. */
  readonly takes: TensorType;
  readonly files: Readonly<Record<string, Uint8Array>>;
  readonly spoiled: string;
}

const image: TensorType = { kind: 'image', channels: 1, height: 4, width: 6 };
const picture32: TensorType = { kind: 'image', channels: 3, height: 32, width: 32 };
const texts: TensorType = { kind: 'tokens', length: 6 };
const rows = Array.from({ length: 20 }, (_, row) => (row % 2 ? 'a good film' : 'bad "film", not so'));
const labels = rows.map((_, row) => String(row % 2));
const bytes = Uint8Array.from({ length: 10 * 24 }, (_, at) => (at * 31) % 256);
const classes = Uint8Array.from({ length: 10 }, (_, at) => at % 2);

async function subjects(): Promise<Readonly<Record<string, Subject>>> {
  const idx = encodeIdx({ extents: [10, 4, 6], data: bytes });
  const idxLabels = encodeIdx({ extents: [10], data: classes });
  const npz = zipSync({
    'x.npy': npyOf('|u1', [10, 4, 6], bytes),
    'y.npy': npyOf('<i4', [10], Int32Array.from(classes)),
  });
  const picture = sharp(bytes, { raw: { width: 12, height: 20, channels: 1 } });
  const idxSettings = 'images "x" labels "y"; validation 50%';
  const text = (format: string, content: string | Uint8Array): Subject => ({
    takes: texts,
    settings: `text "rows.${format}" column text; label column label; validation 50%; tokenizer "t.json"`,
    files: { [`rows.${format}`]: Buffer.from(content), 't.json': Buffer.from(JSON.stringify(wordTokenizer)) },
    spoiled: `rows.${format}`,
  });
  const cifar = (format: string, labelBytes: number): Subject => ({
    takes: picture32,
    settings: `images "b.bin" as ${format}; validation 50%`,
    files: {
      'b.bin': Uint8Array.from({ length: 4 * (labelBytes + 3072) }, (_, at) => (at % 1000 === 0 ? 0 : at % 10)),
    },
    spoiled: 'b.bin',
  });
  const pictures = (name: string, content: Uint8Array): Subject => ({
    takes: image,
    settings: 'images "p"; validation "p"; resize stretch',
    files: { [`p/a/${name}`]: content, [`p/b/${name}`]: content },
    spoiled: `p/a/${name}`,
  });
  const table = (delimiter: string, quoted: (text: string) => string): string =>
    ['text', ...rows.map(quoted)]
      .map((row, at) => `${row}${delimiter}${at === 0 ? 'label' : labels[at - 1]}\n`)
      .join('');
  const csv = table(',', (row) => `"${row.replaceAll('"', '""')}"`);
  return {
    idx: { takes: image, settings: idxSettings, files: { x: idx, y: idxLabels }, spoiled: 'x' },
    'idx labels': { takes: image, settings: idxSettings, files: { x: idx, y: idxLabels }, spoiled: 'y' },
    'idx.gz': { takes: image, settings: idxSettings, files: { x: gzipSync(idx), y: idxLabels }, spoiled: 'x' },
    npz: {
      takes: image,
      settings: 'images "n.npz" array x labels array y; validation 50%',
      files: { 'n.npz': npz },
      spoiled: 'n.npz',
    },
    cifar10: cifar('cifar10', 1),
    cifar100: cifar('cifar100', 2),
    csv: text('csv', csv),
    'csv.gz': text('csv.gz', gzipSync(csv)),
    tsv: text(
      'tsv',
      table('\t', (row) => row),
    ),
    jsonl: text('jsonl', rows.map((row, at) => `${JSON.stringify({ text: row, label: labels[at] })}\n`).join('')),
    parquet: text('parquet', parquetOf({ text: rows, label: labels })),
    tokenizer: { ...text('csv', csv), spoiled: 't.json' },
    png: pictures('a.png', await picture.clone().png().toBuffer()),
    jpeg: pictures('a.jpg', await picture.clone().jpeg().toBuffer()),
    webp: pictures('a.webp', await picture.clone().webp().toBuffer()),
    gif: pictures('a.gif', await picture.clone().gif().toBuffer()),
    tiff: pictures('a.tiff', await picture.clone().tiff().toBuffer()),
  };
}

/** Memory that reading one small file may take, whatever it claims, in bytes. */
const MOST_MEMORY = 2 ** 30;

/**
 * Reads so many spoiled files of each format. Gives by format how many were read all the same; throws where one made
 * anything but a LitheError of one line, or took more memory than it may.
 */
export async function readMutated(count: number, only?: string): Promise<Readonly<Record<string, number>>> {
  const folder = mkdtempSync(join(tmpdir(), 'lithe-mutated-'));
  const read: Record<string, number> = {};
  try {
    for (const [format, { settings, takes, files, spoiled }] of Object.entries(await subjects())) {
      if (only !== undefined && format !== only) continue;
      for (const [name, content] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, format, name)), { recursive: true });
        writeFileSync(join(folder, format, name), content);
      }
      const { datasets } = compile(`dataset D { ${settings} }`, { file: 'some.lithe' });
      const ends = { inputs: [{ name: 'input', type: takes }], outputs: takes === picture32 ? 100 : 2 };
      const load = () => loadDataset(datasets[0]!, join(folder, format), ends, 1);
      await load();
      read[format] = 0;
      for (let index = 0; index < count; index++) {
        const mutated = spoiledBytes(files[spoiled]!, randomStream(1, format, index));
        writeFileSync(join(folder, format, spoiled), mutated);
        const problem = await load().then(
          () => undefined,
          (error) => error,
        );
        if (problem === undefined) read[format] += 1;
        else if (!(problem instanceof LitheError) || problem.message.includes('\n')) {
          throw new Error(`${format}, file ${index}: ${(problem as Error).stack}`, { cause: problem });
        }
        if (process.memoryUsage.rss() > MOST_MEMORY) {
          throw new Error(`${format}, file ${index}: ${process.memoryUsage.rss()} bytes of memory are taken`);
        }
      }
    }
    return read;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
