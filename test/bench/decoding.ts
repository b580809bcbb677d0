/**
 * What it costs a training step that pictures are decoded anew whenever they are needed, as of a dataset too large to be
 * kept: the same network on the same pictures, decoded each time beside training and kept decoded, alternating in one
 * run on 2 threads. The pictures are 256 JPEGs of 500 x 375, about ImageNet's mean size, cut at random out of the two
 * photographs that scikit-learn brings; the networks those of `examples/published` with the fewest multiply-accumulates,
 * for which decoding weighs most.
 * Run: `npm run bench:decoding -- [ROUNDS]`. scikit-learn is installed from its registry into a cache folder at the first run.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { loadDataset } from '../../runtime/data/dataset.ts';
import { decodePicture } from '../../runtime/data/images/decode.ts';
import { randomStream } from '../../runtime/random.ts';
import { readSource } from '../../runtime/source.ts';
import { createEngine, type Engine } from '../../runtime/train/engine.ts';
import { python } from './python.ts';

const [rounds = 5] = process.argv.slice(2).map(Number);
const PICTURES = 256;
const BATCH = 16;
const STEPS = 4;
const SEED = 1;
const published = join(import.meta.dirname, '..', '..', 'examples', 'published');
const folder = mkdtempSync(join(tmpdir(), 'lithe-decoding-'));

/** JPEGs in a subfolder for each photograph; gives their mean size in bytes. */
async function cutPictures(): Promise<number> {
  const asked = 'import os, sklearn.datasets as data; print(os.path.join(os.path.dirname(data.__file__), "images"))';
  const photographs = spawnSync(python('scikit-learn'), ['-c', asked], { encoding: 'utf8' }).stdout.trim();
  const random = randomStream(SEED, 'pictures');
  const names = ['china', 'flower'];
  let bytes = 0;
  for (const name of names) {
    mkdirSync(join(folder, 'photos', name), { recursive: true });
    for (let i = 0; i < PICTURES / names.length; i++) {
      const [left, top] = [random.below(640 - 500), random.below(427 - 375)];
      const { size } = await sharp(join(photographs, `${name}.jpg`))
        .extract({ left, top, width: 500, height: 375 })
        .jpeg({ quality: 90 })
        .toFile(join(folder, 'photos', name, `${i}.jpg`));
      bytes += size;
    }
  }
  return bytes / PICTURES;
}

/** The network of a published model with the pictures as its data, and nothing but steps of it. */
function textOf(model: string): string {
  const network = readFileSync(join(published, `${model}.lithe`), 'utf8');
  return `${network}
dataset Photos {
  images "photos"
  validation 10%
  resize crop(share: 0.875)
  augment flip
}

search Steps {
  space ${/^supernet (\w+)/m.exec(network)![1]}
  data Photos
  maximize accuracy
  finetune {
    epochs 1000
    batch ${BATCH}
    optimizer sgd(rate: 1e-3, momentum: 0.9, decay: 1e-4)
    schedule constant
    sample largest
  }
}
`;
}

/** A line of the table. */
async function measure(model: string): Promise<string> {
  const file = join(folder, `${model}.lithe`);
  writeFileSync(file, textOf(model));
  const { source, compilation } = readSource(file);
  const [dataset] = compilation.datasets;
  const type = { kind: 'image', channels: 3, height: 224, width: 224 } as const;
  const kept = await loadDataset(dataset!, folder, { inputs: [{ name: 'image', type }], outputs: 1000 }, SEED);
  // Which label belongs to which picture makes no difference to the time.
  const paths = readdirSync(join(folder, 'photos'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const train = { ...kept.train, content: { kind: 'pictures', files: paths.slice(0, kept.train.count) } } as const;
  const engines = await Promise.all(
    [kept, { ...kept, train }].map((data) =>
      createEngine({ source, search: 'Steps', seed: SEED, threads: 2, pictures: true, data }),
    ),
  );
  let done = 0;
  const step = async (engine: Engine): Promise<number> => {
    const start = performance.now();
    await engine.train(done, STEPS);
    return (performance.now() - start) / STEPS;
  };
  const times: (readonly [kept: number, decoded: number])[] = [];
  for (let round = 0; round <= rounds; round++) {
    done += STEPS;
    const [first, second] = [await step(engines[0]!), await step(engines[1]!)];
    if (round > 0) times.push([first, second]);
  }
  await Promise.all(engines.map((engine) => engine.dispose()));
  const ratios = times.map(([first, second]) => second / first);
  const cells = [
    model,
    ...[0, 1].map((way) => ((BATCH / median(times.map((each) => each[way]!))) * 1000).toFixed(1)),
    `${median(ratios).toFixed(2)} [${Math.min(...ratios).toFixed(2)}, ${Math.max(...ratios).toFixed(2)}]`,
  ];
  return `| ${cells.join(' | ')} |`;
}

/** Pictures a second that are decoded and cropped by the threads that do it, when nothing else runs. */
async function alone(): Promise<number> {
  const files = readdirSync(join(folder, 'photos', 'china')).map((name) => join(folder, 'photos', 'china', name));
  const wanted = { kind: 'image', channels: 3, height: 224, width: 224 } as const;
  const start = performance.now();
  for (let from = 0; from < files.length; from += BATCH) {
    await Promise.all(
      files
        .slice(from, from + BATCH)
        .map((path) => decodePicture({ path, shown: path }, wanted, { kind: 'crop', share: 0.875 })),
    );
  }
  return (1000 * files.length) / (performance.now() - start);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

const bytes = await cutPictures();
console.log(
  `${PICTURES} JPEGs of ${(bytes / 1024).toFixed(0)} KiB in the mean; ${(await alone()).toFixed(0)} a second decoded alone.\n`,
);
console.log(
  '| network, batches of 16 | pictures a second, kept | decoded each time | time of a step, decoded / kept |',
);
console.log(
  '| ---------------------- | ----------------------- | ----------------- | ------------------------------ |',
);
for (const model of ['shufflenet_v2_x1_0', 'mobilenetv3_large_100', 'vit_tiny_patch16_224'])
  console.log(await measure(model));
rmSync(folder, { recursive: true });
