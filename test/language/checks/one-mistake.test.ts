import { describe, expect, it } from 'vitest';
import { compile, type Fix } from '../../../language/index.ts';

/** What is said of a text that shows one mistake. */
const messagesOf = (text: string) => compile(text, { file: 'f' }).diagnostics.map(({ message }) => message);

/** A super-network with a few lines in it, from line 3 on. */
const net = (lines: string) =>
  `supernet S {\n  input image: image[3, 8, 8]\n${lines}\n  global_pool\n  linear(10)\n}\n`;

function apply(text: string, { edits }: Fix): string {
  const offset = (line: number, column: number) =>
    text
      .split('\n')
      .slice(0, line - 1)
      .reduce((sum, one) => sum + one.length + 1, column - 1);
  return [...edits]
    .sort((a, b) => b.range.line - a.range.line || b.range.column - a.range.column)
    .reduce(
      (mended, { range: { line, column, endLine, endColumn }, text: put }) =>
        mended.slice(0, offset(line, column)) + put + mended.slice(offset(endLine, endColumn)),
      text,
    );
}

/** What the first fix of the only problem makes of a text. */
function mended(text: string): string | undefined {
  const [fix] = compile(text, { file: 'f' }).diagnostics[0]?.fixes ?? [];
  return fix && apply(text, fix);
}

describe('a comment that was meant for a division', () => {
  const advice = '`//` starts a comment; whole division is `floor(a / b)`';

  it.each([
    ['const w = 65 // 2\nconv(w, 3)', 'const w = floor(65 / 2)\nconv(w, 3)'],
    ['const w = 1 + 65 // 2\nconv(w, 3)', 'const w = 1 + floor(65 / 2)\nconv(w, 3)'],
    ['elastic w in [16, 32] = 32 // 2\nconv(w, 3)', 'elastic w in [16, 32] = floor(32 / 2)\nconv(w, 3)'],
    ['elastic d in 1..8 // 2\nrepeat d { relu }', 'elastic d in 1..floor(8 / 2)\nrepeat d { relu }'],
    ['conv(64 // 2, kernel: 3)', 'conv(floor(64 / 2), kernel: 3)'],
    ['conv(kernel: 3, 64 // 2)', 'conv(kernel: 3, floor(64 / 2))'],
  ])('is told from others: %s', (wrong, right) => {
    expect(messagesOf(net(wrong))).toContain(advice);
    expect(mended(net(wrong))).toBe(net(right));
  });

  it('is one problem', () => {
    expect(messagesOf(net('conv(64 // 2, kernel: 3)'))).toEqual([advice]);
    expect(messagesOf(net('const w = 65 // 2\nconv(w, 3)'))).toEqual([advice]);
    expect(messagesOf(net('const n = 2\nconst w = 65 // n\nconv(w, n)'))).toEqual([advice]);
  });

  it.each(['const w = 65 // width', 'const w = 65 // 2 of them', 'const w = 65 /// 2', 'elastic w in [1, 2] // 2'])(
    'is none: %s',
    (right) => expect(messagesOf(net(`${right}\nconv(w, 3)`))).toEqual([]),
  );
});
