import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';

/** Where `scripts/minilm.ts` puts the tokenizer. */
export const tokenizerFile = fileURLToPath(new URL('../../../examples/data/minilm/tokenizer.json', import.meta.url));
/** What Hugging Face's own tokenizer gives for `sentences`: written by test/bench/tokenizer.ts. */
export const referenceFile = join(import.meta.dirname, 'minilm-ids.gz');
export const SENTENCES = 1000;
export const LENGTH = 64;
/** Short enough that most pairs are cut. */
export const PAIR_LENGTH = 16;

export const isHere = (): boolean => existsSync(tokenizerFile);

/** Lists of ids as 16-bit numbers, each after its length. */
export function packIds(lists: readonly (readonly number[])[]): Uint8Array {
  const flat = Uint16Array.from(lists.flatMap((ids) => [ids.length, ...ids]));
  return gzipSync(new Uint8Array(flat.buffer), { level: 9 });
}

export function unpackIds(packed: Uint8Array): number[][] {
  const flat = new Uint16Array(Uint8Array.from(gunzipSync(packed)).buffer);
  const lists: number[][] = [];
  for (let at = 0; at < flat.length; at += flat[at]! + 1)
    lists.push(Array.from(flat.subarray(at + 1, at + 1 + flat[at]!)));
  return lists;
}
