import { describe, expect, it } from 'vitest';
import { unsnap } from '../../../runtime/data/text/snappy.ts';

describe('pages compressed by snappy', () => {
  it('gives literals, also long ones, and copies of earlier bytes', () => {
    // "ab", four bytes of two back, and a literal of 61 whose length stands in a byte of its own.
    const long = Array.from({ length: 61 }, (_, at) => at);
    const page = Uint8Array.from([67, 1 << 2, 97, 98, 1, 2, 60 << 2, 60, ...long]);
    expect([...unsnap(page, 67)]).toEqual([...Buffer.from('ababab'), ...long]);
  });

  it.each([
    ['of 2^32 bytes', [63 << 2, 0xff, 0xff, 0xff, 0xff]],
    ['of 2^31 + 1 bytes', [63 << 2, 0, 0, 0, 0x80]],
    ['that ends behind the page', [9 << 2]],
  ])('refuses a literal %s, which would never end', (_, element) => {
    expect(() => unsnap(Uint8Array.from([8, ...element, 97, 98, 99, 100]), 8)).toThrow(
      /a literal of \d+ bytes in a page of/,
    );
  });
});
