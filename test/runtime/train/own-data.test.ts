import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, expect, test } from 'vitest';
import { compile, largest } from '../../../language/index.ts';
import { createEngine } from '../../../runtime/train/engine.ts';
import { wordTokenizer } from '../data/word-tokenizer.ts';

const folder = mkdtempSync(join(tmpdir(), 'lithe-own-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Fine-tunes the only search of a text, and gives what its largest network reaches on the validation samples. */
async function learned(network: string, dataset: string, metric: string, pictures = false) {
  const text = `supernet S { ${network} }\ndataset D { ${dataset} }\nsearch Q { space S; data D; maximize ${metric}; minimize macs
    finetune { epochs 12; batch 8; optimizer adamw(2e-2); distill from largest(0.5) } }`;
  const file = join(folder, 'own.lithe');
  const { spaces, diagnostics } = compile(text, { file });
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  const engine = await createEngine({ source: { file, text, imports: {} }, search: 'Q', threads: 2, pictures });
  await engine.train(1000, 1000);
  const [measured] = await engine.evaluate([largest(spaces[0]!)], 'validation');
  await engine.dispose();
  return measured!;
}

const words = ['good', 'bad', 'a', 'film'];
const rows = Array.from({ length: 64 }, (_, row) => {
  const said = Array.from({ length: 4 }, (_, at) => words[(row * 7 + at * (3 + (row % 5))) % 4]!);
  return { text: said.join(' '), good: said.filter((word) => word === 'good').length };
});
const network = (outputs: number) =>
  `input ids: tokens[8]; embedding(8, 8); elastic width in [4, 8]; linear(width); gelu; global_pool; linear(${outputs})`;

test('texts are learned: their classes by accuracy, their numbers by correlation', async () => {
  writeFileSync(join(folder, 't.json'), JSON.stringify(wordTokenizer));
  writeFileSync(
    join(folder, 'rows.jsonl'),
    rows.map((row) => JSON.stringify({ ...row, any: row.good > 0 })).join('\n'),
  );
  const read = (label: string) =>
    `text "rows.jsonl" column text; ${label}; validation 25%; tokenizer "t.json" length 8`;
  const classes = await learned(network(2), read('label column any'), 'f1');
  expect(classes.count).toBe(16);
  expect(classes.accuracy).toBeGreaterThan(0.8);
  expect(classes.f1).toBeGreaterThan(0.8);
  const numbers = await learned(network(1), read('target column good'), 'pearson');
  expect(numbers.pearson).toBeGreaterThan(0.8);
  expect(numbers.mse).toBeLessThan(1);
  const small = network(2).replace('embedding(8, 8)', 'elastic rows in [7, 8]; embedding(rows, 8)');
  await expect(learned(small, read('label column any'), 'f1')).rejects.toThrow(
    /own\.lithe:2:\d+: rows\.jsonl, line 1: the tokenizer gives the id 7, and the network's embedding of ids has 7 rows/,
  );
}, 180_000);

test('pictures in folders are learned', async () => {
  for (let index = 0; index < 32; index++) {
    const name = index % 2 === 0 ? 'dark' : 'light';
    mkdirSync(join(folder, 'p', name), { recursive: true });
    const level = (name === 'dark' ? 20 : 180) + index;
    const background = { r: level, g: level, b: level };
    const picture = sharp({ create: { width: 10, height: 12, channels: 3, background } });
    writeFileSync(join(folder, 'p', name, `${index}.png`), await picture.png().toBuffer());
  }
  const { accuracy } = await learned(
    'input image: image[3, 8, 8]; elastic width in [2, 4]; conv(width, kernel: 3, stride: 2); relu; global_pool; linear(2)',
    'images "p"; validation 25%; resize crop; augment flip, crop(50%); normalize measured',
    'accuracy',
    true,
  );
  expect(accuracy).toBe(1);
}, 180_000);
