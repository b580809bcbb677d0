import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readTokenizer } from '../../../runtime/data/text/tokenizer.ts';
import { isHere, LENGTH, PAIR_LENGTH, referenceFile, SENTENCES, tokenizerFile, unpackIds } from './minilm-ids.ts';
import { sentences } from './sentences.ts';

// The tokenizer comes with the weights, which `node scripts/minilm.ts` downloads once.
test.runIf(isHere())(
  'the tokenizer of all-MiniLM-L6-v2 gives 1,000 texts and pairs the ids that Hugging Face gives',
  () => {
    const tokenizer = readTokenizer({ path: tokenizerFile, shown: tokenizerFile });
    const texts = sentences(SENTENCES);
    const reference = unpackIds(readFileSync(referenceFile));
    expect(texts.map((text) => tokenizer.encode([text], LENGTH).ids)).toEqual(reference.slice(0, SENTENCES));
    const pairs = texts.map((text, index) => [text, texts[(index + 1) % SENTENCES]!]);
    expect(pairs.map((pair) => tokenizer.encode(pair, PAIR_LENGTH).ids)).toEqual(reference.slice(SENTENCES));
    expect(tokenizer.padding).toBe(0);
  },
);
