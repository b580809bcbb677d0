import { describe, expect, it } from 'vitest';
import { compile } from '../../../language/index.ts';

/** What is said of one mistake in an otherwise right file: one message. */
function said(text: string): string {
  const { diagnostics } = compile(text, { file: 'f' });
  return diagnostics.map(({ message }) => message).join('\n');
}

const net = `supernet S { input image: image[3, 8, 8]
  elastic width in [8, 16]
  conv(width, kernel: 1); global_pool
  layer: repeat 3 { elastic hidden in [4, 8]; linear(hidden) }
  linear(2) }`;
const onCosts = (settings: string) => `${net}\nsearch Q { space S; minimize macs; ${settings} }`;

describe('units in requirements', () => {
  it.each([
    [
      'params <= 15KB',
      '`params` is a count, and `15KB` is in bytes: write `params <= 15K`, or `size <= 15KB` if bytes are meant',
    ],
    [
      'params < 1MiB',
      '`params` is a count, and `1MiB` is in bytes: write `params < 1M`, or `size < 1MiB` if bytes are meant',
    ],
    [
      'macs <= 10ms',
      '`macs` is a count, and `10ms` is a time: write a value such as `10M`, or `latency <= 10ms` if a time is meant',
    ],
    [
      'size <= 2 * 10ms + 1',
      '`size` is in bytes, and `10ms` is a time: write a value such as `10MB`, or `latency <= 2 * 10ms + 1` if a time is meant',
    ],
    ['max(macs, params) <= 50%', '`macs` is a count, and `50%` is a share: write a value such as `10M`'],
    [
      'width > 8 or not (10s >= activations)',
      '`activations` is in bytes, and `10s` is a time: write a value such as `10MB`, or `(10s >= latency)` if a time is meant',
    ],
  ])('%s', (condition, message) => {
    expect(said(onCosts(`require ${condition}`))).toBe(message);
  });

  it.each(['size <= 0.25KiB * 2', 'params <= 50% * 260', 'size / params <= 3 or params <= 200', 'macs <= 2.4k'])(
    '%s is right',
    (condition) => {
      expect(said(onCosts(`require ${condition}`))).toBe('');
    },
  );
});
