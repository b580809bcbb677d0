import { describe, expect, it } from 'vitest';
import { compile } from '../../../language/index.ts';

const warned = (statement: string, settings: string) => {
  const text = `supernet S { input image: image[1, 28, 28]
  conv(4, kernel: 3); global_pool
  ${statement}
  classifier: linear(10) }
dataset D { images "i" labels "l"; validation 10% }
target Phone { device cpu }
search Q { space S; ${settings} }`;
  const { diagnostics } = compile(text, { file: 'f' });
  return diagnostics
    .filter(({ code }) => code === 'not-executed')
    .map(({ line, column, severity, message }) => `${line}:${column} ${severity} ${message}`);
};

const latency =
  'warning Q cannot be run: no search measures `latency` yet; minimize `macs` instead, and time the networks of its front with `lithe latency`';

describe('what no search can measure yet', () => {
  it('is told while it is typed', () => {
    expect(warned('', 'minimize latency on Phone')).toEqual([`7:21 ${latency}`]);
    expect(warned('', 'minimize macs; require latency <= 10ms')).toEqual([`7:36 ${latency}`]);
    expect(warned('', 'minimize macs; require latency on Phone <= 10ms')).toEqual([`7:36 ${latency}`]);
  });
});

describe('what nothing executes yet', () => {
  it('is told at its statement, in a search of measured networks', () => {
    const on = 'data D; maximize accuracy; minimize size';
    expect(warned('quantize [fp32, int8]', on)).toEqual([
      '3:3 warning Q cannot be run: `quantize` is priced but not carried out yet, and `classifier` takes one; ' +
        'take `quantize` out, or search for costs alone, without `data`',
    ]);
    expect(warned('prune each [0%, 50%]', on)).toHaveLength(1);
    expect(warned('quantize [fp32]', on)).toEqual([]);
    expect(warned('quantize [fp32, int8]', 'minimize size')).toEqual([]);
  });
});
