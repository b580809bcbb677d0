import { snappyUncompress } from 'hyparquet';

/**
 * What a page compressed by snappy holds, of `length` bytes. Throws where the page is damaged.
 * @see https://github.com/google/snappy/blob/main/format_description.txt
 */
export function unsnap(input: Uint8Array, length: number): Uint8Array {
  refuseHugeLiterals(input);
  const output = new Uint8Array(length);
  snappyUncompress(input, output);
  return output;
}

/** The library takes a length of 2^31 and more for a negative one, goes back, and never ends. */
function refuseHugeLiterals(input: Uint8Array): void {
  let at = 0;
  while (input[at]! >= 128) at += 1;
  at += 1;
  while (at < input.length) {
    const tag = input[at]!;
    const kind = tag & 3;
    at += 1;
    if (kind !== 0) {
      // Copies of earlier bytes: so many bytes say from where.
      at += kind === 3 ? 4 : kind;
      continue;
    }
    const bytesOfLength = Math.max(0, (tag >> 2) - 59);
    let length = tag >> 2;
    if (bytesOfLength > 0) {
      length = 0;
      for (let i = bytesOfLength - 1; i >= 0; i -= 1) length = length * 256 + (input[at + i] ?? 0);
    }
    if (length >= input.length) throw new Error(`a literal of ${length + 1} bytes in a page of ${input.length}`);
    at += bytesOfLength + length + 1;
  }
}
