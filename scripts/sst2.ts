// Puts the Stanford Sentiment Treebank as two classes (SST-2: 6,920, 872 and 1,821 sentences) into examples/data/sst2, one
// sentence, a tab and its label on each line: 1 MB, once. `node scripts/sst2.ts FOLDER` takes train.tsv, dev.tsv and
// test.tsv out of a folder instead. Does nothing where the files are already there.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SOURCE =
  'https://raw.githubusercontent.com/clairett/pytorch-sentiment-classification/457ffd83de90a9d6d472d8ffc31bbffe40a8b236/data/SST2/';
const checksums = {
  'train.tsv': 'ec192f833a64da08f475488a77b0d0b47db47acd0f458bd18433fc793b569920',
  'dev.tsv': 'eddea6b39e601dd4e7a672b53cc40fdf6019fa80522f351206c24340ca5d9359',
  'test.tsv': '831169c7e2e429d6026e1bdbb542f33b636e3e596caad9602ebc953c205928b7',
};

const folder = fileURLToPath(new URL('../examples/data/sst2/', import.meta.url));
const [, , given] = process.argv;
const names = Object.keys(checksums) as (keyof typeof checksums)[];
for (const name of names) {
  if (existsSync(join(folder, name))) continue;
  const content = given === undefined ? await download(name) : readFileSync(join(given, name));
  const sha256 = createHash('sha256').update(content).digest('hex');
  if (sha256 !== checksums[name]) fail(`${name} has another checksum than the file that is meant: ${sha256}.`);
  mkdirSync(folder, { recursive: true });
  const beside = join(folder, `${name}.${process.pid}.partial`);
  writeFileSync(beside, content);
  renameSync(beside, join(folder, name));
  console.error(`${name} is in examples/data/sst2.`);
}

async function download(name: string): Promise<Buffer> {
  const advice =
    'Get train.tsv, dev.tsv and test.tsv in some other way, and give their folder: node scripts/sst2.ts FOLDER';
  const response = await fetch(SOURCE + name).catch((error: Error) => error);
  if (response instanceof Error) fail(`${SOURCE}${name} cannot be reached (${response.message}). ${advice}`);
  if (!response.ok) fail(`${SOURCE}${name} answers ${response.status} ${response.statusText}. ${advice}`);
  return Buffer.from(await response.arrayBuffer());
}

function fail(problem: string): never {
  console.error(problem);
  process.exit(1);
}
