import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { zipSync } from 'fflate';
import sharp from 'sharp';
import { afterAll, describe, expect, test } from 'vitest';
import { compile } from '../../../language/index.ts';
import { trainingBatches } from '../../../runtime/data/batches.ts';
import { loadDataset } from '../../../runtime/data/dataset.ts';
import { measureLevels } from '../../../runtime/data/images/levels.ts';
import type { LoadedDataset, Samples } from '../../../runtime/data/samples.ts';
import { LitheError } from '../../../runtime/errors.ts';
import { npyOf } from './npy-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'lithe-images-'));
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, content: Uint8Array): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), content);
}

interface Size {
  readonly channels?: 1 | 2 | 3;
  readonly height?: number;
  readonly width?: number;
  readonly outputs?: number;
}

async function load(settings: string, { channels = 3, height = 4, width = 6, outputs = 2 }: Size = {}) {
  const { datasets, diagnostics } = compile(`dataset D { ${settings} }`, { file: 'some.lithe' });
  expect(diagnostics).toEqual([]);
  const type = { kind: 'image' as const, channels, height, width };
  return loadDataset(datasets[0]!, folder, { inputs: [{ name: 'image', type }], outputs }, 1);
}

function pixelsOf({ content }: Samples): number[] {
  if (content.kind !== 'pixels') throw new Error('images in memory were expected');
  return Array.from(content.pixels);
}

/** A picture of one colour. */
function picture(colour: readonly [number, number, number], width = 6, height = 4) {
  const [r, g, b] = colour;
  return sharp({ create: { width, height, channels: 3, background: { r, g, b } } });
}

const plane = (byte: number, area = 24): number[] => Array.from({ length: area }, () => byte);

describe('pictures in folders', () => {
  test('are told by their subfolders, whatever their format', async () => {
    write('pets/dog/a.png', await picture([200, 100, 0]).png().toBuffer());
    write('pets/cat/deep/b.webp', await picture([0, 0, 255]).webp({ lossless: true }).toBuffer());
    write('pets/cat/notes.txt', Buffer.from('not a picture'));
    write('pets/.hidden/c.png', Buffer.from(''));
    const { train, told } = await load('images "pets"; validation "pets"');
    expect(told).toEqual({ kind: 'class', names: ['cat', 'dog'], outputs: 2 });
    expect(Array.from(train.labels)).toEqual([0, 1]);
    expect(pixelsOf(train)).toEqual([
      ...plane(0),
      ...plane(0),
      ...plane(255),
      ...plane(200),
      ...plane(100),
      ...plane(0),
    ]);
  });

  test('become grey for one channel, and lose what is transparent', async () => {
    const clear = await picture([90, 90, 90]).ensureAlpha(0.5).png().toBuffer();
    write('grey/x/a.png', clear);
    write('grey/y/b.jpg', await picture([90, 90, 90]).grayscale().jpeg().toBuffer());
    const { train } = await load('images "grey"; validation "grey"', { channels: 1 });
    expect(pixelsOf(train)).toEqual([...plane(90), ...plane(90)]);
    expect(pixelsOf((await load('images "grey"; validation "grey"')).train)).toEqual(plane(90, 6 * 24));
  });

  test('are turned as the camera was held', async () => {
    const upright = sharp(Buffer.from([10, 20, 30, 40, 50, 60]), { raw: { width: 3, height: 2, channels: 1 } });
    write('turned/x/a.png', await upright.clone().png().withMetadata({ orientation: 6 }).toBuffer());
    write('turned/y/b.png', await picture([0, 0, 0], 2, 3).png().toBuffer());
    const { train } = await load('images "turned"; validation "turned"', { channels: 1, height: 3, width: 2 });
    expect(pixelsOf(train).slice(0, 6)).toEqual([40, 10, 50, 20, 60, 30]);
  });

  test('are resized as the dataset says', async () => {
    // Left half black, right half white, twice as wide as the network's input.
    const halves = Buffer.from(Array.from({ length: 24 * 8 }, (_, at) => (at % 24 < 12 ? 0 : 255)));
    const wide = sharp(halves, { raw: { width: 24, height: 8, channels: 1 } });
    write('wide/x/a.png', await wide.clone().png().toBuffer());
    write('wide/y/b.png', await wide.clone().png().toBuffer());
    const size = { channels: 1, height: 8, width: 8 } as const;
    const row = async (resize: string) =>
      pixelsOf((await load(`images "wide"; validation "wide"; resize ${resize}`, size)).train).slice(0, 8);
    const stretched = await row('stretch');
    expect([stretched[0], stretched[2], stretched[5], stretched[7]]).toEqual([0, 0, 255, 255]);
    const cropped = await row('crop');
    expect(cropped).toEqual([0, 0, 0, 0, 255, 255, 255, 255]);
    expect((await row('crop(50%)')).length).toBe(8);
    await expect(load('images "wide"; validation "wide"', size)).rejects.toThrow(
      /a\.png is 24 x 8 pixels, and the network's input is image\[1, 8, 8\]: add `resize crop`/,
    );
  });

  test('that are too many to keep are decoded as they are needed, to the same batches', async () => {
    for (let index = 0; index < 8; index++) {
      const [name, level] = [index % 2 ? 'odd' : 'even', 30 * index] as const;
      write(`many/${name}/${index}.png`, await picture([level, level, level]).png().toBuffer());
    }
    const kept = await load('images "many"; validation "many"; augment shift(1), flip');
    const content = {
      kind: 'pictures' as const,
      files: [0, 2, 4, 6].map((index) => join(folder, `many/even/${index}.png`)),
    };
    content.files.push(...[1, 3, 5, 7].map((index) => join(folder, `many/odd/${index}.png`)));
    const streamed: LoadedDataset = { ...kept, train: { ...kept.train, content } };
    const options = { batch: 4, accumulate: 1, seed: 1, share: 0, shares: 1, place: '' };
    const [one, other] = [trainingBatches(kept, options), trainingBatches(streamed, options)];
    for (const step of [0, 1, 2, 7, 3]) expect(await other.at(step)).toEqual(await one.at(step));
    rmSync(join(folder, 'many/odd/1.png'));
    const failing = trainingBatches(streamed, options);
    await expect(Promise.all([0, 1].map((step) => failing.at(step)))).rejects.toThrow(/1\.png cannot be decoded/);
  });

  test.each<[string, () => void, RegExp]>([
    ['is missing', () => rmSync(join(folder, 'bad'), { recursive: true, force: true }), /bad does not exist/],
    ['is a file', () => write('bad', Buffer.from('x')), /bad is a file: images are a folder, or IDX files/],
    [
      'has no subfolders',
      () => write('bad/a.png', Buffer.from('x')),
      /bad has no subfolders: it needs one for each class/,
    ],
    [
      'has an empty class',
      () => mkdirSync(join(folder, 'bad/cat'), { recursive: true }),
      /the subfolder cat has no pictures/,
    ],
    ['has a text for a picture', () => write('bad/cat/a.png', Buffer.from('x')), /bad\/cat\/a\.png cannot be decoded/],
  ])('are refused where the folder %s', async (_, make, message) => {
    rmSync(join(folder, 'bad'), { recursive: true, force: true });
    make();
    const error = await load('images "bad"; validation 50%').catch((caught) => caught);
    expect(error).toBeInstanceOf(LitheError);
    expect(error.message).toMatch(message);
    expect(error.message).toMatch(/^some\.lithe:1:\d+: [^\n]*$/);
  });

  test('are refused where one is cut short', async () => {
    write('cut/x/a.png', await picture([1, 2, 3]).png().toBuffer());
    const noise = Buffer.from(Array.from({ length: 60 * 40 * 3 }, (_, at) => (at * 7919) % 256));
    const jpeg = await sharp(noise, { raw: { width: 60, height: 40, channels: 3 } })
      .jpeg()
      .toBuffer();
    write('cut/y/b.jpg', jpeg.subarray(0, jpeg.length / 2));
    await expect(load('images "cut"; validation 50%; resize stretch')).rejects.toThrow(
      /b\.jpg cannot be decoded as a picture/,
    );
  });

  test('are refused where a side is longer than that of any real one, before memory is taken for its rows', async () => {
    const row = sharp(Buffer.alloc(70_000), { raw: { width: 70_000, height: 1, channels: 1 } });
    write('wide/x/a.png', await row.png().toBuffer());
    write('wide/y/b.png', await row.png().toBuffer());
    await expect(load('images "wide"; validation 50%; resize stretch')).rejects.toThrow(
      /a\.png is 70000 x 1 pixels, and a side has at most 65536/,
    );
  });
});

describe('binary files', () => {
  test('of CIFAR-10 and CIFAR-100 have their labels in them', async () => {
    const row = (...labels: number[]) => [...labels, ...plane(1, 1024), ...plane(2, 1024), ...plane(3, 1024)];
    write('one.bin', Uint8Array.from([...row(3), ...row(0)]));
    write('two.bin', Uint8Array.from(row(9)));
    const size = { channels: 3, height: 32, width: 32, outputs: 10 } as const;
    const { train } = await load('images "one.bin", "two.bin" as cifar10; validation "two.bin" as cifar10', size);
    expect(Array.from(train.labels)).toEqual([3, 0, 9]);
    expect(pixelsOf(train).slice(3071, 3073)).toEqual([3, 1]);
    write('fine.bin', Uint8Array.from([...row(7, 1), ...row(7, 4)]));
    const fine = await load('images "fine.bin" as cifar100; validation 50%', size);
    expect([...fine.train.labels, ...fine.validation.labels].sort()).toEqual([1, 4]);
    await expect(load('images "fine.bin" as cifar10; validation 50%', size)).rejects.toThrow(
      /fine\.bin has 6148 bytes, which are no whole rows of cifar10: a row has 3073, and the last one here has 2\./,
    );
    await expect(
      load('images "one.bin", "two.bin" as cifar10; validation 50%', { ...size, outputs: 5 }),
    ).rejects.toThrow(/two\.bin, row 1: label 9, and the network tells 5 classes apart/);
  });

  test('of NumPy have images and labels under names, channels behind or before', async () => {
    const behind = Uint8Array.from({ length: 2 * 24 * 3 }, (_, at) => at % 3);
    const before = Uint8Array.from({ length: 2 * 24 * 3 }, (_, at) => Math.floor(at / 24) % 3);
    write(
      'some.npz',
      zipSync({
        'behind.npy': npyOf('|u1', [2, 4, 6, 3], behind),
        'before.npy': npyOf('|u1', [2, 3, 4, 6], before),
        'y.npy': npyOf('<i8', [2, 1], BigInt64Array.of(1n, 0n)),
        'floats.npy': npyOf('<f4', [2, 4, 6], new Float32Array(48)),
        'short.npy': npyOf('|u1', [1], Uint8Array.of(1)),
        'negative.npy': npyOf('<i2', [2], Int16Array.of(-1, 0)),
      }),
    );
    const images = (array: string, labels = 'y') =>
      `images "some.npz" array ${array} labels array ${labels}; validation "some.npz" array ${array} labels array ${labels}`;
    for (const array of ['behind', 'before']) {
      const { train } = await load(images(array));
      expect(Array.from(train.labels)).toEqual([1, 0]);
      expect(pixelsOf(train).slice(0, 72)).toEqual([...plane(0), ...plane(1), ...plane(2)]);
    }
    await expect(load(images('x'))).rejects.toThrow(/some\.npz has no array x: it has behind, before, y, floats/);
    await expect(load(images('floats'))).rejects.toThrow(/array floats, holds f4: images must be u1/);
    await expect(load(images('behind', 'short'))).rejects.toThrow(/has 2 images and short the shape \(1\)/);
    expect((await load(images('behind', 'negative'))).told).toMatchObject({ names: ['-1', '0'] });
    await expect(load(images('behind'), { width: 7 })).rejects.toThrow(/image\[3, 4, 6\], and the network's input is/);
  });
});

describe('augmentation', () => {
  test('flips left and right, and crops a part that keeps its levels', async () => {
    const rows = Uint8Array.from({ length: 2 * 24 }, (_, at) => 10 * (at % 6));
    write(
      'a.npz',
      zipSync({ 'x.npy': npyOf('|u1', [2, 4, 6], rows), 'y.npy': npyOf('|u1', [2], Uint8Array.of(0, 1)) }),
    );
    const data = (augment: string) =>
      load(`images "a.npz" array x labels array y; validation "a.npz" array x labels array y; augment ${augment}`, {
        channels: 1,
      });
    const firstRows = async (augment: string, steps: number) => {
      const batches = trainingBatches(await data(augment), {
        batch: 2,
        accumulate: 1,
        seed: 1,
        share: 0,
        shares: 1,
        place: '',
      });
      const found: number[][] = [];
      for (let step = 0; step < steps; step++) {
        const [images] = (await batches.at(step)).inputs;
        for (const start of [0, 24])
          found.push(Array.from(images!.subarray(start, start + 6), (v) => Math.round(v * 255)));
      }
      return found;
    };
    const [straight, flipped] = [
      [0, 10, 20, 30, 40, 50],
      [50, 40, 30, 20, 10, 0],
    ];
    const flips = await firstRows('flip', 50);
    for (const row of flips) expect([straight, flipped]).toContainEqual(row);
    const share = flips.filter((row) => row[0] === 50).length / flips.length;
    expect(share).toBeGreaterThan(0.3);
    expect(share).toBeLessThan(0.7);
    expect(await firstRows('flip(100%)', 3)).toEqual(Array.from({ length: 6 }, () => flipped));
    for (const row of await firstRows('crop(10%)', 20)) {
      expect(row).toEqual(row.toSorted((a, b) => a - b));
      expect(Math.min(...row)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...row)).toBeLessThanOrEqual(50);
    }
  });
});

describe('normalisation', () => {
  test('is measured by channel: mean 0 and deviation 1 after it', async () => {
    const images = [Uint8Array.of(0, 51, 255, 255), Uint8Array.of(102, 153, 255, 255)];
    const { mean, deviation } = measureLevels(images, 2);
    expect(mean[0]).toBeCloseTo(0.3, 12);
    expect(deviation[0]).toBeCloseTo(Math.sqrt((0.3 ** 2 + 0.1 ** 2 + 0.1 ** 2 + 0.3 ** 2) / 4), 12);
    expect([mean[1], deviation[1]]).toEqual([1, 1]);
  });

  test('of the training images alone', async () => {
    write(
      'n.npz',
      zipSync({
        'x.npy': npyOf('|u1', [2, 1, 2], Uint8Array.of(0, 255, 0, 255)),
        'y.npy': npyOf('|u1', [2], Uint8Array.of(0, 1)),
      }),
    );
    const { intake } = await load('images "n.npz" array x labels array y; validation 50%; normalize measured', {
      channels: 1,
      height: 1,
      width: 2,
    });
    expect(intake).toMatchObject({ normalization: { mean: [0.5], deviation: [0.5] } });
  });
});
