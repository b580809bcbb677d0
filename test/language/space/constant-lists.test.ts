import { expect, it } from 'vitest';
import { compile } from '../../../language/index.ts';

const compiled = (body: string, before = '') =>
  compile(`${before}supernet Lists { input v: vector[8]\n${body}\n}`, { file: 'lists.lithe' });

it('lets several decisions share a list of numbers, operators or labels', () => {
  const { diagnostics, spaces } = compiled(
    `const widths = [4, 8, 12]
    const activations = [relu, gelu]
    elastic a in widths = 8
    elastic b in widths
    elastic act in activations
    one: linear(a); act
    two: linear(b)
    const both = [one, two]
    elastic taken in both
    from taken
    linear(2)`,
  );
  expect(diagnostics).toEqual([]);
  expect(spaces[0]!.decisions.map(({ path, values, default: index }) => [path, values, index])).toEqual([
    ['a', [4, 8, 12], 1],
    ['b', [4, 8, 12], 2],
    ['act', ['relu', 'gelu'], 0],
    ['taken', ['one', 'two'], 0],
  ]);
});

it('lets a list be given to a block', () => {
  const { diagnostics, spaces } = compiled(
    'first: Layer(widths: narrow)\nsecond: Layer(widths: wide)\nconst unused = 1',
    'block Layer(widths) { elastic width in widths; linear(width) }\n',
  );
  expect(diagnostics.map(({ code }) => code)).toEqual(['unknown-name', 'unknown-name']);
  const given = compiled(
    'const narrow = [1, 2]\nconst wide = [8, 16]\nfirst: Layer(widths: narrow)\nsecond: Layer(widths: wide)',
    'block Layer(widths) { elastic width in widths; linear(width) }\n',
  );
  expect(given.diagnostics).toEqual([]);
  expect(given.spaces[0]!.decisions.map(({ values }) => values)).toEqual([
    [1, 2],
    [8, 16],
  ]);
  expect(spaces).toHaveLength(1);
});

it.each([
  ['const one = 4\nelastic width in one\nlinear(width)', /the domain of `width` must be a list.*and is 4/],
  ['elastic width in 4\nlinear(width)', /the domain of `width` must be a list.*and is 4/],
  ['elastic width in relu\nlinear(4)', /and is the operator `relu`/],
  ['const widths = []\nelastic width in widths\nlinear(width)', /`widths` has no values/],
  ['const widths = [1, relu]\nelastic width in widths\nlinear(width)', /`widths` mixes numbers with operators/],
  ['const widths = [1, 2]\nlinear(widths)', /`out` of `linear` must be a number, and is a list of values/],
  ['const widths = [1, 2]\nwidths', /`widths` must be an operator or a block, and is a list of values/],
])('is refused where there is no list: %s', (body, says) => {
  expect(compiled(body).diagnostics.map(({ message }) => message)).toContainEqual(expect.stringMatching(says));
});
