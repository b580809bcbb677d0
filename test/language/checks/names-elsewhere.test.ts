import { describe, expect, it } from 'vitest';
import { compile } from '../../../language/index.ts';
import { operatorNames } from '../../../language/operators/table.ts';

const problemsOf = (statement: string) =>
  compile(`supernet S { input image: image[3, 8, 8]; ${statement} }`, { file: 'f' }).diagnostics;

/** What the first fix of the first problem makes of a statement. */
function mended(statement: string): string {
  const before = `supernet S { input image: image[3, 8, 8]; `;
  const edits = problemsOf(statement)[0]?.fixes?.[0]?.edits ?? [];
  return [...edits]
    .sort((a, b) => b.range.column - a.range.column)
    .reduce((text, { range, text: put }) => {
      const [start, end] = [range.column - 1 - before.length, range.endColumn - 1 - before.length];
      return text.slice(0, start) + put + text.slice(end);
    }, statement);
}

describe('a layer of PyTorch', () => {
  it.each([
    ['Conv2d(3, 64, 3)', 'conv(64, 3)'],
    ['Conv2d(64, 3)', 'conv(64, 3)'],
    ['BatchNorm2d(64)', 'batchnorm'],
    ['SiLU()', 'swish()'],
    ['AdaptiveAvgPool2d(1)', 'global_pool'],
    ['conv(8, kernel=3)', 'conv(8, kernel: 3)'],
    ['conv(8, kernel_size: 3)', 'conv(8, kernel: 3)'],
    ['conv(out_channels: 8, kernel: 3)', 'conv(out: 8, kernel: 3)'],
  ])('%s is mended to %s', (wrong, right) => {
    expect(mended(wrong)).toBe(right);
    expect(problemsOf(right)).toEqual([]);
  });

  it.each(['LSTM(8)', 'ConvTranspose2d(3, 8, 3)', 'GroupNorm(1, 3)'])('%s, which has no like, gets no fix', (wrong) => {
    const [problem] = problemsOf(wrong);
    expect(problem?.message).not.toContain('did you mean');
    expect(problem?.fixes).toBeUndefined();
  });

  it('is never taken for an operator that is not there', () => {
    const names = ['Dense', 'bn', 'silu', 'add', 'cat', 'mul', 'Linear', 'LayerNorm', 'MultiheadAttention'];
    for (const name of names) {
      const title = problemsOf(name)[0]?.fixes?.[0]?.title ?? '';
      expect(operatorNames).toContain(/`(\w+)`/.exec(title)?.[1]);
    }
  });
});

it('says one thing of a comment behind `#`, whatever stands in it', () => {
  const text = 'supernet S { # my "first" network: it\'s small\n input v: vector[8] # ## 3\n linear(2)\n}';
  const { diagnostics } = compile(text, { file: 'f' });
  expect(diagnostics.map(({ code, line, column }) => [code, line, column])).toEqual([
    ['syntax', 1, 14],
    ['syntax', 2, 21],
  ]);
});
