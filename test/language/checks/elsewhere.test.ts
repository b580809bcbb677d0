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

  it.each([
    ['conv(3, 64, 3)', 'conv(64, 3)'],
    ['conv(3, 6, 5)', 'conv(6, 5)'],
    ['conv(3, 64, 3, groups: 1)', 'conv(64, 3, groups: 1)'],
    ['conv(16, 3); depthwise_conv(16, 3)', 'conv(16, 3); depthwise_conv(3)'],
    ['global_pool; layernorm(3)', 'global_pool; layernorm'],
  ])('%s, which begins with the width that enters, is mended to %s', (wrong, right) => {
    expect(problemsOf(wrong).map(({ code }) => code)).toEqual(['width-given']);
    expect(mended(wrong)).toBe(right);
    expect(problemsOf(right)).toEqual([]);
  });

  it.each([
    ['conv(3, 64, kernel: 3)', 'conv(64, kernel: 3)'],
    ['conv(8, 3); depthwise_conv(8, kernel: 3)', 'conv(8, 3); depthwise_conv(kernel: 3)'],
    ['batchnorm(3)', 'batchnorm'],
    ['global_pool; linear(3, 10)', 'global_pool; linear(10)'],
    ['global_pool; linear(64, 10, bias: false)', 'global_pool; linear(10, bias: false)'],
    ['elastic w in [8, 16]; conv(w, 3); batchnorm(16)', 'elastic w in [8, 16]; conv(w, 3); batchnorm'],
    ['elastic w in [8, 16]; conv(3, w, kernel: 3)', 'elastic w in [8, 16]; conv(w, kernel: 3)'],
  ])('%s, which can mean nothing else, is one error and is mended to %s', (wrong, right) => {
    expect(problemsOf(wrong).map(({ code }) => code)).toEqual(['width-left-out']);
    expect(mended(wrong)).toBe(right);
    expect(problemsOf(right)).toEqual([]);
  });

  it.each([
    ['conv(kernel: 3, 16)', 'conv(kernel: 3, out: 16)'],
    ['conv(kernel: 3, out: 16, 2)', 'conv(kernel: 3, out: 16, stride: 2)'],
    ['elastic w in [8, 16]; conv(kernel: 3, w)', 'elastic w in [8, 16]; conv(kernel: 3, out: w)'],
  ])('%s, without a name behind one with a name, is one error and is mended to %s', (wrong, right) => {
    expect(problemsOf(wrong).map(({ code }) => code)).toEqual(['unnamed-argument']);
    expect(mended(wrong)).toBe(right);
    expect(problemsOf(right)).toEqual([]);
  });

  it.each([
    ['relu(batchnorm(conv(16, kernel: 3)))', 'conv(16, kernel: 3); batchnorm; relu'],
    ['seen: relu(conv(x, 16, 3))', 'seen: { conv(16, 3); relu }'],
    ['elastic w in [8, 16]; repeat 2 { relu(conv(w, 3)) }', 'elastic w in [8, 16]; repeat 2 { conv(w, 3); relu }'],
  ])('%s, which nests calls, is one error and is mended to %s', (wrong, right) => {
    expect(problemsOf(wrong).map(({ code }) => code)).toEqual(['nested-call']);
    expect(mended(wrong)).toBe(right);
    expect(problemsOf(right)).toEqual([]);
  });

  it.each([
    ['sum(conv(3, 3), x)', /write `name: conv\(3, 3\)` in a statement above, and `name` in its place/],
    ['to_tokens; attention(1, memory: linear(3))', /write `name: linear\(3\)` in a statement above/],
  ])('%s, which nests a call that gives a second value, is told to name it', (wrong, says) => {
    const problems = problemsOf(wrong);
    expect(problems.map(({ code }) => code)).toEqual(['nested-call']);
    expect(problems[0]?.message).toMatch(says);
  });

  it.each(['conv(3, 3, 1)', 'conv(3, 7, 2)', 'conv(3, kernel: 64, stride: 3)', 'conv(16, 4, 4)', 'conv(3, 3, 3)'])(
    '%s says what it means',
    (right) => expect(problemsOf(right)).toEqual([]),
  );

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

describe('what Python writes otherwise', () => {
  const codesOf = (statement: string) => problemsOf(statement).map(({ code }) => code);

  it.each([
    ['for i in range(4) { conv(8 * (i + 1), 3) }', 'loop', 'repeat 4 as i { conv(8 * (i + 1), 3) }'],
    ['for i in 0..4 { relu }', 'loop', 'repeat 4 as i { relu }'],
    ['repeat 2..4 { relu }', 'range-as-count', 'elastic depth in 2..4; repeat depth { relu }'],
    ['conv(8 if 2 > 1 else 4, 3)', 'condition-behind', 'conv(if 2 > 1 then 8 else 4, 3)'],
    ['conv(2 * (8 if 2 > 1 else 4), 3)', 'condition-behind', 'conv(2 * (if 2 > 1 then 8 else 4), 3)'],
    ['conv(16, kernel: (3, 3))', 'several-values', 'conv(16, kernel: 3)'],
    ['conv(16, [3, 3])', 'several-values', 'conv(16, 3)'],
    ['elastic w in (8, 16); conv(w, 3)', 'several-values', 'elastic w in [8, 16]; conv(w, 3)'],
    ['a: relu; b: relu; concat([a, b])', 'several-values', 'a: relu; b: relu; concat(a, b)'],
    ['a: relu; b: relu; sum((a, b))', 'several-values', 'a: relu; b: relu; sum(a, b)'],
    ['conv(16, 3, stride 2)', 'missing-colon', 'conv(16, 3, stride: 2)'],
    ['conv(16, kernel 3)', 'missing-colon', 'conv(16, kernel: 3)'],
  ])('%s is one problem', (wrong, code, right) => {
    expect(codesOf(wrong)).toEqual([code]);
    expect(mended(wrong)).toBe(right);
    expect(problemsOf(right).filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('is told a decision for a list of values, and a comma where no colon is missing', () => {
    const messageOf = (statement: string) => problemsOf(statement).map(({ message }) => message);
    expect(messageOf('conv(16, kernel: [3, 5])')).toEqual([
      'one value stands here; to choose among several, write `elastic kernel in [3, 5]` above, then `conv(16, kernel)`',
    ]);
    expect(messageOf('conv(16, 3, padding: [1, 2 * 3])')[0]).toMatch(
      /`elastic padding in \[1, 2 \* 3\]` above, then `conv\(16, 3, padding: padding\)`/,
    );
    for (const wrong of ['conv(16 3)', 'elastic w in [8, 16]; conv(w 3)', 'conv(min(9 4), 3)'])
      expect(messageOf(wrong)).toEqual([expect.stringMatching(/is a comma missing before it\?/)]);
    const unused = compile('block Unused { conv(16, [3, 5], stride 2) }', { file: 'f' });
    expect(unused.diagnostics.map(({ code }) => code)).toEqual(['several-values', 'missing-colon']);
  });

  it('is one problem in a loop that goes by its indentation, and in a block that nothing uses', () => {
    expect(codesOf('for i in range(\n4) { relu }')).toEqual(['loop']);
    expect(codesOf('repeat ..4 { relu }')).toContain('syntax');
    expect(codesOf('for i in range(4):\n relu\n conv(8, 3)')).toEqual(['loop']);
    expect(codesOf('const n = 3\n for i in n:\n relu\n conv(8, 3)')).toEqual(['loop']);
    const unused = compile('block Unused { for i in range(2) { relu } }', { file: 'f' });
    expect(unused.diagnostics.map(({ code }) => code)).toContain('loop');
  });

  it('ends a value before a statement that begins with `if`', () => {
    expect(problemsOf('const n = 3\n if n > 2 { relu }')).toEqual([]);
    expect(codesOf('const n = 3 if n > 2 { relu }')).toEqual(['missing-separator']);
  });
});

it('takes an image with its channels behind for one with its channels first', () => {
  const codesOf = (sizes: string) =>
    compile(`supernet S { input image: image[${sizes}]; global_pool }`, { file: 'f' }).diagnostics.map(
      ({ code }) => code,
    );
  for (const last of ['224, 224, 3', '28, 28, 1', '480, 640, 3', '32, 32, 4'])
    expect(codesOf(last)).toEqual(['channels-last']);
  for (const first of ['3, 224, 224', '1, 28, 28', '64, 100, 1', '16, 8, 3', '3, 3, 3', '96, 96, 96']) {
    expect(codesOf(first)).toEqual([]);
  }
});
