import { describe, expect, it } from 'vitest';
import { compile } from '../../../language/index.ts';

/** The lines of the statements of a super-network over pictures whose bias is said to be idle. */
function idleIn(body: string): readonly number[] {
  const text = `supernet S { input image: image[8, 16, 16]\n${body}\n}`;
  const { diagnostics } = compile(text, { file: 'f' });
  expect(diagnostics.filter(({ code }) => code !== 'idle-bias')).toEqual([]);
  return diagnostics.map(({ line }) => line);
}

describe('a bias before a batch norm', () => {
  it.each([
    ['right before it', 'conv(8, kernel: 3, bias: true)\nbatchnorm', [2]],
    ['in braces', 'stem: { conv(8, kernel: 3) }\nbatchnorm', [2]],
    ['of a repeat whose last copy a norm reads', 'repeat 2 { conv(8, kernel: 3) }\nbatchnorm', [2]],
    ['of a statement that a norm reads by its label', 'a: conv(8, kernel: 3)\nfrom a\nbatchnorm', [2]],
  ])('is idle %s', (_, body, lines) => expect(idleIn(body)).toEqual(lines));

  it.each([
    ['where there is none', 'conv(8, kernel: 3)\nbatchnorm'],
    ['where it is left out', 'stem: { conv(8, kernel: 3, bias: false) }\nbatchnorm'],
    ['where something else reads it as well', 'a: conv(8, kernel: 3)\nb: { batchnorm }\nsum(a, b)'],
    ['before another norm', 'conv(8, kernel: 3)\nglobal_pool\nlayernorm'],
  ])('is not idle %s', (_, body) => expect(idleIn(body)).toEqual([]));
});
