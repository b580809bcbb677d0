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
    ['const w = 1 + 2 * 8 // 2\nconv(w, 3)', 'const w = 1 + floor(2 * 8 / 2)\nconv(w, 3)'],
    ['const w = (1 + 65) // 2\nconv(w, 3)', 'const w = floor((1 + 65) / 2)\nconv(w, 3)'],
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

describe('what is written otherwise elsewhere', () => {
  it.each([
    [
      'choose op { conv(16, 3); conv(16, 5) }',
      'choose op { a { conv(16, 3) }; b { conv(16, 5) } }',
      /`choose` has a name: `a { conv\(16, 3\) }`/,
    ],
    ['branch sum { a { relu }\ngelu }', 'branch sum { a { relu }\nb { gelu } }', /`branch` has a name: `a { gelu }`/],
    ['choose op { a: relu; b { gelu } }', 'choose op { a: { relu }; b { gelu } }', /stands in braces: `a: { relu }`/],
    ['residual conv(3, 3)', 'residual { conv(3, 3) }', /stands in braces: `residual { conv\(3, 3\) }`/],
    ['repeat 3 conv(3, 3)', 'repeat 3 { conv(3, 3) }', /stands in braces: `repeat 3 { conv\(3, 3\) }`/],
    [
      'elastic w = [16, 32]\nconv(w, 3)',
      'elastic w in [16, 32]\nconv(w, 3)',
      /stand behind `in`: `elastic w in \[16, 32\]`/,
    ],
    ['conv(2 ** 4, 3)', 'conv(16, 3)', /there is no power; write `16`/],
    ['const n = 4\nconv(n ** 2, 3)', 'const n = 4\nconv(n * n, 3)', /there is no power; write `n \* n`/],
    ['elastic d in 1...3\nrepeat d { relu }', 'elastic d in 1..3\nrepeat d { relu }', /two dots.*`1\.\.3`/],
    ['elastic d in 1..4 by 2\nrepeat d { relu }', 'elastic d in 1..4 step 2\nrepeat d { relu }', /`1\.\.4 step 2`/],
    ['conv(15_000, 3)', 'conv(15000, 3)', /without `_`: `15000` or `15K`/],
    [
      'repeat 3 as i { conv(8, 3, stride: if 2 * (i + 1) % 4 == 0 then 2 else 1) }',
      'repeat 3 as i { conv(8, 3, stride: if mod(2 * (i + 1), 4) == 0 then 2 else 1) }',
      /`mod\(2 \* \(i \+ 1\), 4\)`/,
    ],
    ['conv(17%3, 3)', 'conv(mod(17, 3), 3)', /the rest of a division is `mod\(17, 3\)`/],
    [
      'repeat 3 as i { conv(8, 3, stride: if i = 0 then 2 else 1) }',
      'repeat 3 as i { conv(8, 3, stride: if i == 0 then 2 else 1) }',
      /equality is `==`: `i == 0`/,
    ],
    ['repeat 3 as i { if i = 0 { relu } }', 'repeat 3 as i { if i == 0 { relu } }', /equality is `==`/],
    [
      'block B(out, kernel: 3) { conv(out, kernel) }\nB(8)',
      'block B(out, kernel = 3) { conv(out, kernel) }\nB(8)',
      /default is written `kernel = 3`/,
    ],
  ])('is one problem with a fix: %s', (wrong, right, says) => {
    expect(messagesOf(net(wrong))).toEqual([expect.stringMatching(says)]);
    expect(mended(net(wrong))).toBe(net(right));
    expect(messagesOf(net(right))).toEqual([]);
  });

  it('is one problem of an input without a name and of a super-network with parameters', () => {
    const body = (input: string) => ` {\n  ${input}: image[3, 8, 8]\n  global_pool\n  linear(10)\n}\n`;
    expect(messagesOf(`supernet S${body('input')}`)).toEqual(['an input has a name: `input image: image[3, 8, 8]`']);
    expect(mended(`supernet S${body('input')}`)).toBe(`supernet S${body('input image')}`);
    expect(messagesOf(`supernet S(image)${body('input image')}`)).toEqual([
      'a supernet has no parameters, which blocks have: write `input image: image[…]` in its body',
    ]);
  });
});

describe('a brace that is not closed', () => {
  it.each([
    [
      '  repeat 3 {\n    conv(3, 3)\n    relu\n  gelu',
      '  repeat 3 {\n    conv(3, 3)\n    relu\n  }\n  gelu',
      3,
      '`repeat 3 {` is not closed; by the indentation, its `}` belongs above `gelu`',
    ],
    [
      '  repeat 3 {\n    residual {\n      conv(\n3, 3)\n  }',
      '  repeat 3 {\n    residual {\n      conv(\n3, 3)\n    }\n  }',
      4,
      '`residual {` is not closed; by the indentation, its `}` belongs above `}`',
    ],
    [
      '  residual { relu\n  gelu',
      '  residual { relu\n  }\n  gelu',
      3,
      '`residual {` is not closed; by the indentation, its `}` belongs above `gelu`',
    ],
  ])('is one problem, at its line: %s', (wrong, right, line, says) => {
    expect(compile(net(wrong), { file: 'f' }).diagnostics).toMatchObject([{ line, message: says }]);
    expect(mended(net(wrong))).toBe(net(right));
    expect(messagesOf(net(right))).toEqual([]);
  });

  it('may be that of a declaration, or the last one', () => {
    const one = (end: string) => `supernet A {\n  input v: vector[8]\n  linear(2)${end}`;
    expect(messagesOf(`${one('\n')}\n${one('\n}').replace('A', 'B')}\n`)).toEqual([
      '`supernet A {` is not closed; by the indentation, its `}` belongs above `supernet`',
    ]);
    expect(mended(`${one('')}\n`)).toBe(`${one('\n}')}\n`);
  });

  it('is left to the parser where the indentation does not show it', () => {
    const messages = messagesOf('supernet A {\ninput v: vector[8]\nrepeat 2 {\nlinear(8)\n}\n');
    expect(messages).toEqual(['expected a statement or `}`, found the end of the file']);
  });
});

describe('a name that is another one here', () => {
  it.each(['self', 'other', 'amp'])('%s is like none', (name) => {
    expect(messagesOf(net(`  ${name}`))).toEqual([`there is no operator or block \`${name}\``]);
  });

  it.each(['se(4)', 'squeeze_excite(4)', 'SEBlock(4)'])('%s is a block of the library', (call) => {
    expect(messagesOf(net(`  ${call}`))).toEqual([
      expect.stringMatching(/write `SqueezeExcite\(reduced\)`.*lithe:mobile/),
    ]);
    expect(mended(net(`  ${call}`))).toBe(`import "lithe:mobile"\n\n${net('  SqueezeExcite(4)')}`);
  });

  it.each(['to_image', 'unflatten'])('%s is none yet', (name) => {
    expect(messagesOf(net(`  ${name}`))).toEqual([expect.stringMatching(/there is none yet/)]);
  });

  const search = (settings: string) =>
    `${net('  elastic k in [3, 5]\n  conv(8, k)')}search Q { space S; ${settings}; explore random(evaluations: 2) }\n`;

  it('is a metric: FLOPs are multiply-accumulates, twice', () => {
    const says = [expect.stringMatching(/write `macs`, counted as multiply-accumulates; FLOPs are twice as many/)];
    expect(messagesOf(search('minimize flops'))).toEqual(says);
    expect(mended(search('minimize flops'))).toBe(search('minimize macs'));
    expect(messagesOf(search('minimize macs; require flops <= 1G'))).toEqual(says);
    expect(messagesOf(search('minimize top5'))[0]).not.toContain('did you mean');
  });
});

it('says where a constant may stand, and all that may stand at the top of a file', () => {
  expect(messagesOf(`const w = 3\n${net('  relu')}`)).toEqual([
    'expected a declaration: `supernet`, `block`, `dataset`, `search`, `configuration`, `target`, `map` or `import`, ' +
      'found `const`; a `const` stands inside a supernet or a block',
  ]);
});

it('says where the weights of a teacher stand', () => {
  const finetune = (distill: string) =>
    `${net('  relu')}dataset D { images "i" labels "l"; validation 10% }\n` +
    `search Q { space S; data D; maximize accuracy; finetune { epochs 3; optimizer adamw(1e-3); ${distill} } }\n`;
  const messages = messagesOf(finetune('distill from teacher'));
  expect(messages).toContain('`distill from teacher` needs `weights`: write `weights "teacher.safetensors"` behind it');
  expect(mended(finetune('distill from teacher'))).toBe(finetune('distill from teacher weights "teacher.safetensors"'));
});

describe('an argument that is being written', () => {
  it.each([
    ['conv(, kernel: 3)', 3],
    ['conv(16, , stride: 2)', 3],
    ['conv(,)', 3],
    ['conv(16, kernel: 3); attention(, heads: 2)', 3],
  ])('is one problem where it is missing: %s', (lines, line) => {
    const { diagnostics } = compile(net(lines), { file: 'f' });
    expect(diagnostics.filter(({ code }) => code === 'syntax')).toMatchObject([
      { line, message: 'expected an argument, found `,`' },
    ]);
  });

  it('is the only problem of a block whose first one is missing', () => {
    const block = 'block Unit(out, stride = 1, activation = relu) { conv(out, kernel: 3, stride); activation }\n';
    const text = block + net('unit: Unit(, stride: 2, activation: gelu)');
    expect(messagesOf(text)).toEqual(['expected an argument, found `,`']);
  });
});

describe('a residual whose body and shortcut give values of different kinds', () => {
  it.each([
    ['an image and a vector', 'residual { conv(4, kernel: 3) } shortcut { global_pool }'],
    ['a vector and an image', 'residual { global_pool }'],
  ])('is told so: %s', (_, lines) => {
    const [message] = messagesOf(net(lines));
    expect(message).toMatch(/^the body gives .*; bring the input to that kind in a `shortcut \{ … \}`$/);
  });
});
