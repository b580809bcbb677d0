import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Dataset, Images, SourceRange } from '../../../language/index.ts';
import { loadDataset } from '../../../runtime/data/dataset.ts';
import { encodeIdx } from '../../../runtime/data/images/idx.ts';
import type { LoadedDataset, Samples } from '../../../runtime/data/samples.ts';
import { LitheError } from '../../../runtime/errors.ts';

const source: SourceRange = { file: 'some.lithe', line: 3, column: 5, endLine: 3, endColumn: 9 };
const input = { kind: 'image', channels: 1, height: 2, width: 3 } as const;
const network = { inputs: [{ name: 'image', type: input }], outputs: 4 };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lithe-data-'));
  writeImages('images', 10);
  writeLabels('labels', [0, 1, 2, 3, 0, 1, 2, 3, 0, 1]);
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Image i is full of i. */
function writeImages(name: string, count: number): Uint8Array {
  const bytes = encodeIdx({
    extents: [count, 2, 3],
    data: Uint8Array.from({ length: count * 6 }, (_, at) => Math.floor(at / 6)),
  });
  writeFileSync(join(folder, name), bytes);
  return bytes;
}

function writeLabels(name: string, labels: readonly number[]): void {
  writeFileSync(join(folder, name), encodeIdx({ extents: [labels.length], data: Uint8Array.from(labels) }));
}

const files = (images: string, labels: string) => ({
  files: [images],
  format: 'idx' as const,
  labels: { file: labels },
  source,
});

function dataset({ images, ...change }: Change = {}): Dataset {
  const content = { kind: 'images' as const, augment: [], ...images };
  const train = files('images', 'labels');
  const validation = { kind: 'share', share: 0.2 } as const;
  return { name: 'Some', content, task: { kind: 'class' }, train, validation, source, ...change };
}

type Change = Partial<Dataset> & { readonly images?: Partial<Images> };

const load = (change?: Change, seed = 1) => loadDataset(dataset(change), folder, network, seed);

function levelsOf({ intake }: LoadedDataset): Float32Array {
  if (intake.kind !== 'image') throw new Error('images were expected');
  return intake.levels;
}

describe('loadDataset', () => {
  test('draws the validation share by seed: disjoint, complete, repeatable, each image with its own label', async () => {
    const { train, validation } = await load();
    const sampleOf = ({ content, labels }: Samples) =>
      Array.from(labels, (label, index) => {
        if (content.kind !== 'pixels') throw new Error('images in memory were expected');
        expect(label).toBe(content.pixels[index * 6]! % 4);
        return content.pixels[index * 6]!;
      });
    expect([train.count, validation.count]).toEqual([8, 2]);
    expect([...sampleOf(train), ...sampleOf(validation)].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(await load()).toEqual(await load());
    expect(sampleOf((await load({}, 2)).train)).not.toEqual(sampleOf(train));
  });

  test('takes validation and test from files of their own', async () => {
    writeImages('more', 3);
    writeLabels('more labels', [1, 1, 1]);
    const more = files('more', 'more labels');
    const { train, validation, test } = await load({ validation: { kind: 'files', ...more }, test: more });
    expect([train.count, validation.count, test?.count]).toEqual([10, 3, 3]);
    expect((await load()).test).toBeUndefined();
  });

  test('reads gzipped files as they are', async () => {
    const plain = await load();
    for (const name of ['images', 'labels']) writeFiles(name, gzipSync(readFileSync(join(folder, name))));
    expect(await load()).toEqual(plain);
  });

  test('maps bytes to normalized levels', async () => {
    expect(levelsOf(await load())[255]).toBe(1);
    const levels = levelsOf(await load({ images: { normalize: { mean: [0.5], deviation: [0.25] } } }));
    expect([levels[0], levels[255]]).toEqual([-2, 2]);
  });

  test.each<[string, () => void, RegExp]>([
    ['is missing', () => rmSync(join(folder, 'images')), /images does not exist \(looked for .*images\)/],
    ['is a folder', () => writeFiles('images', undefined), /images cannot be read \(EISDIR\)/],
    ['is empty', () => writeFiles('images', Buffer.alloc(0)), /images is no IDX file: it has 0 bytes/],
    ['is a damaged archive', () => writeFiles('images', gzipSync('xyz').subarray(0, 12)), /images is a damaged gzip/],
    [
      'is text',
      () => writeFiles('images', Buffer.from('hello you')),
      /images has magic number 0x68656c6c, where 0x00000803/,
    ],
    [
      'holds labels',
      () => writeLabels('images', [1, 2]),
      /images has magic number 0x00000801, .*these are labels, not images/,
    ],
    [
      'has half a header',
      () => writeFiles('images', writeImages('x', 1).subarray(0, 9)),
      /images is truncated: its header takes 16 bytes and the file has 9/,
    ],
    [
      'is cut short',
      () => writeFiles('images', writeImages('x', 10).subarray(0, 50)),
      /images is truncated: 10 x 2 x 3 bytes and the header make 76, the file has 50/,
    ],
    [
      'has more to it',
      () => writeFiles('images', Buffer.concat([writeImages('x', 10), Buffer.from('!')])),
      /images has trailing bytes/,
    ],
    ['has other labels', () => writeLabels('labels', [1, 2]), /images holds 10 images and labels 2 labels/],
    [
      'has a label too large',
      () => writeLabels('labels', [0, 1, 2, 3, 0, 1, 4, 3, 0, 1]),
      /labels, sample 6: label 4, and the network tells 4 classes apart \(0 to 3\)/,
    ],
  ])('tells in one line, with the place, that a file %s', async (_, spoil, message) => {
    spoil();
    const error = await load().catch((caught) => caught);
    expect(error).toBeInstanceOf(LitheError);
    expect(error.message).toMatch(message);
    expect(error.message).toMatch(/^some\.lithe:3:5: [^\n]*$/);
  });

  test('refuses images of another size than the network takes, and shares that leave nothing', async () => {
    const wide = { ...network, inputs: [{ name: 'image', type: { ...input, width: 28 } }] };
    await expect(loadDataset(dataset(), folder, wide, 1)).rejects.toThrow(
      /image\[1, 2, 3\], and the network's input is image\[1, 2, 28\]/,
    );
    await expect(load({ validation: { kind: 'share', share: 0.01 } })).rejects.toThrow(
      /leaves 10 to train on and 0 to validate on/,
    );
    const two = { normalize: { mean: [0, 0], deviation: [1, 1] } };
    await expect(load({ images: two })).rejects.toThrow(/one mean and one deviation, not by 2/);
  });
});

function writeFiles(name: string, content: Uint8Array | undefined): void {
  rmSync(join(folder, name));
  if (content) writeFileSync(join(folder, name), content);
  else mkdirSync(join(folder, name));
}
