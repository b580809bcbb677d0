import { fileURLToPath } from 'node:url';
import { LENGTH, WIDTH } from './minilm.ts';

/** Made by `npm run bench:minilm -- SENTENCES.tsv --fixture` out of PyTorch's hidden states. */
export const FIXTURE = fileURLToPath(new URL('./minilm.json', import.meta.url));

/** Numbers of each token that are kept: its first ones, and sums over the whole row with signs that differ. */
const FIRST = 3;
const SUMS = 3;

/**
 * A few numbers of each token's row of states [texts * LENGTH, WIDTH] that tell whether the row is right: its first
 * three, and three sums of all its numbers with fixed random signs, divided by sqrt(WIDTH). Padding is left out.
 */
export function digestOf(ids: Int32Array, states: Float32Array): Float32Array {
  const digest: number[] = [];
  ids.forEach((id, token) => {
    if (id === 0) return;
    const row = states.subarray(token * WIDTH, (token + 1) * WIDTH);
    digest.push(...row.subarray(0, FIRST));
    for (let sum = 0; sum < SUMS; sum++) {
      digest.push(row.reduce((total, value, place) => total + sign(sum, place) * value, 0) / Math.sqrt(WIDTH));
    }
  });
  return Float32Array.from(digest);
}

/** 1 or -1 by a hash of both numbers. */
function sign(sum: number, place: number): number {
  const mixed = Math.imul((place + 1) * 2654435761 + sum * 40503, 0x45d9f3b);
  return ((mixed ^ (mixed >>> 15)) & 1) === 0 ? 1 : -1;
}

/** One line a text: its ids without padding, and its digest as float32 in base64. */
export function encodeReference(ids: Int32Array, digest: Float32Array, length: number): string {
  const lines: string[] = [];
  let at = 0;
  for (let from = 0; from < ids.length; from += length) {
    const text = [...ids.subarray(from, from + length)].filter((id) => id !== 0);
    const part = digest.slice(at, at + text.length * (FIRST + SUMS));
    at += part.length;
    lines.push(JSON.stringify({ ids: text.join(' '), digest: Buffer.from(part.buffer).toString('base64') }));
  }
  return `[\n  ${lines.join(',\n  ')}\n]\n`;
}

export function decodeReference(text: string): { readonly ids: Int32Array; readonly digest: Float32Array } {
  const texts = JSON.parse(text) as { readonly ids: string; readonly digest: string }[];
  const ids = new Int32Array(texts.length * LENGTH);
  texts.forEach((one, index) => {
    ids.set(one.ids.split(' ').map(Number), index * LENGTH);
  });
  const digests = texts.map(({ digest }) => new Float32Array(Uint8Array.from(Buffer.from(digest, 'base64')).buffer));
  const digest = new Float32Array(digests.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of digests) {
    digest.set(part, at);
    at += part.length;
  }
  return { ids, digest };
}
