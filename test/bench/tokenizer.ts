/**
 * The ids of texts by Lithe and by Hugging Face's own tokenizers, on all-MiniLM-L6-v2's tokenizer.json: of generated texts of
 * all scripts, and of a file's lines where one is given (what follows a tab is left out). Prints how many differ.
 * Run: `node scripts/minilm.ts; node test/bench/tokenizer.ts [SENTENCES.tsv] [--fixture]`. With `--fixture` the ids that the
 * unit test holds Lithe against are written anew.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readTokenizer } from '../../runtime/data/text/tokenizer.ts';
import { LENGTH, PAIR_LENGTH, packIds, referenceFile, SENTENCES, tokenizerFile } from '../runtime/data/minilm-ids.ts';
import { sentences } from '../runtime/data/sentences.ts';
import { python } from './python.ts';

interface Reference {
  readonly version: string;
  readonly alone: readonly (readonly number[])[];
  readonly pairs: readonly (readonly number[])[];
  readonly types: readonly (readonly number[])[];
}

const file = process.argv.slice(2).find((argument) => !argument.startsWith('--'));
const generated = referenceOf(sentences(SENTENCES));
compare('generated texts', sentences(SENTENCES), generated);
if (process.argv.includes('--fixture')) {
  writeFileSync(referenceFile, packIds([...generated.alone, ...generated.pairs]));
  console.log(`${referenceFile} is written.`);
}
if (file !== undefined) {
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  const texts = lines.map((line) => line.split('\t')[0]!);
  compare(file, texts, referenceOf(texts));
}

function referenceOf(texts: readonly string[]): Reference {
  const job = { tokenizer: tokenizerFile, texts, length: LENGTH, pairLength: PAIR_LENGTH };
  const { status, stdout } = spawnSync(python('tokenizers'), [join(import.meta.dirname, 'tokenizer.py')], {
    input: JSON.stringify(job),
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  if (status !== 0) process.exit(1);
  return JSON.parse(stdout) as Reference;
}

function compare(name: string, texts: readonly string[], reference: Reference): void {
  const tokenizer = readTokenizer({ path: tokenizerFile, shown: tokenizerFile });
  const alone = texts.filter((text, index) => !same(tokenizer.encode([text], LENGTH).ids, reference.alone[index]!));
  const pairs = texts.filter((text, index) => {
    const { ids, types } = tokenizer.encode([text, texts[(index + 1) % texts.length]!], PAIR_LENGTH);
    return !same(ids, reference.pairs[index]!) || !same(types, reference.types[index]!);
  });
  console.log(
    `${name}: of ${texts.length} the ids of ${alone.length} alone and ${pairs.length} in pairs differ from tokenizers ${reference.version}.`,
  );
}

function same(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index]);
}
