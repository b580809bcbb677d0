import { describe, expect, it } from 'vitest';
import { type Configuration, compile, configurationOf, genomeOf, largest } from '../../../language/index.ts';
import { operatorsAt, spaceOf } from './compiled.ts';

function operators(text: string, configuration: Configuration = {}): readonly string[] {
  const space = spaceOf(text);
  const found = genomeOf(space, configuration);
  if ('problems' in found) throw new Error(found.problems.join());
  return operatorsAt(space, found.genome);
}

function problems(text: string): readonly string[] {
  const whole = `supernet S { input v: vector[8]\n${text} }`;
  return compile(whole, { file: 'a' }).diagnostics.map(({ message }) => message);
}

describe('a label inside a labelled statement', () => {
  it.each([
    ['a list', 'body: { inner: linear(4); linear(8) }\nfrom body.inner; end: relu'],
    ['a list in a list', 'body: { deep: { inner: linear(4) }; linear(8) }\nfrom body.deep.inner; end: relu'],
    [
      'what makes no segment',
      'body: residual { if 1 < 2 { inner: linear(4) }; linear(8) }\nfrom body.inner; end: relu',
    ],
    [
      'a path of a branch',
      'body: branch sum { left { inner: linear(4); linear(8) } right {} }\nfrom body.left.inner; end: relu',
    ],
    ['the path itself', 'body: branch concat { left { linear(4) } right {} }\nfrom body.left; end: relu'],
    [
      'a shortcut',
      'body: residual { linear(8) } shortcut { inner: linear(4); linear(8) }\nfrom body.shortcut.inner; end: relu',
    ],
    ['a copy', 'body: repeat 2 { inner: linear(4); linear(8) }\nfrom body[0].inner; end: relu'],
    ['the last copy', 'body: repeat 2 { inner: linear(4); linear(8) }\nfrom body.inner; end: relu'],
  ])('is reached through %s', (_, text) => {
    expect(operators(text).at(-1)).toBe('end vector[4]');
  });

  it('is reached through calls of blocks, and given to them', () => {
    const text = `
      block Inner { tap: linear(4); linear(8) }
      block Outer(skip) { unit: repeat 2 { part: Inner }; sum(x, skip.part.tap) }
      supernet S { input v: vector[4]; first: repeat 1 { part: Inner }; second: { linear(4); Outer(first) } }`;
    expect(compile(text, { file: 'a' }).diagnostics.map(({ message }) => message)).toEqual([
      expect.stringContaining('vector[8]'),
    ]);
    expect(operators(text.replace('sum(x, skip.part.tap)', 'linear(4); sum(x, skip.part.tap)')).at(-1)).toBe(
      'second.outer.sum vector[4]',
    );
  });

  it('that is not there is reported with those that are', () => {
    expect(problems('body: { inner: linear(4); linear(8) }\nfrom body.iner')).toEqual([
      '`body` has no size or label `iner`: it is vector[8], with width, inner; did you mean `inner`?',
    ]);
    const open = 'elastic depth in 1..2\nbody: repeat depth { inner: linear(8) }\nfrom body.inner';
    expect(problems(open).join()).toMatch(/depth > 1/);
  });

  it('has sizes that expressions and domains read', () => {
    const text =
      'body: { inner: linear(4); linear(8) }\nelastic w in [body.inner.width, 3 * body.inner.width]\nlinear(w)';
    expect(spaceOf(text).decisions[0]?.values).toEqual([4, 12]);
    expect(
      operators('body: { elastic n in [2, 6]; inner: linear(n); linear(8) }\nend: linear(body.inner.width)').at(-1),
    ).toBe('end vector[6]');
  });
});

describe('a decision among labels', () => {
  it('takes one of several tensors', () => {
    const text = 'a: linear(4)\nb: linear(6)\nelastic tap in [b, a]\nfrom tap\nend: linear(tap.width)';
    expect(spaceOf(text).decisions).toMatchObject([{ path: 'tap', values: ['b', 'a'], default: 0 }]);
    expect(operators(text).at(-1)).toBe('end vector[6]');
    expect(operators(text, { tap: 'a' }).at(-1)).toBe('end vector[4]');
  });

  it('takes several copies, named as they are written', () => {
    const text = `supernet S {
      input s: sequence[3, 8]
      encoder: repeat 4 { linear(8) }
      elastic attended in [encoder[1 .. 3], encoder[2..3], encoder[3]] = encoder[3]
      memory: concat(attended, along: length)
      from s
      attention(2, head_dim: 4, memory: memory)
    }`;
    const space = spaceOf(text);
    expect(space.decisions[0]?.values).toEqual(['encoder[1..3]', 'encoder[2..3]', 'encoder[3]']);
    expect(configurationOf(space, largest(space))).toEqual({ attended: 'encoder[1..3]' });
    expect(operators(text).slice(4)).toEqual(['attention sequence[3, 8]']);
    expect(operators(text, { attended: 'encoder[2..3]' })[4]).toBe('memory.concat_2 sequence[6, 8]');
  });

  it('is one decision a copy inside a repeat', () => {
    const text = 'a: linear(8)\nb: linear(8)\nlayer: repeat 2 { elastic skip in [a, b]; sum(x, skip) }';
    expect(spaceOf(text).decisions.map(({ path }) => path)).toEqual(['layer[0].skip', 'layer[1].skip']);
  });

  it.each([
    ['elastic tap in [v, 4]; from tap', /mixes labels with numbers or operators/],
    ['elastic tap in [v, v]; from tap', /holds v twice/],
    [
      'layer: repeat 3 { linear(8) }\nelastic tap in [layer[0..1], v]; from tap',
      /several tensors, which `concat` or `sum`/,
    ],
    ['a: linear(4)\nelastic tap in [v, a] = b; from tap', /nothing here is called `b`/],
    [
      'a: linear(4)\nb: relu\nelastic tap in [v, a] = b; from tap',
      /default of `tap` is b, which is not one of its values: v, a/,
    ],
    ['elastic n in 0..2\nlayer: repeat n { linear(8) }\nelastic tap in [v, layer[1]]; from tap', /n > 1/],
  ])('says what is wrong: %s', (text, says) => {
    expect(problems(text).join()).toMatch(says);
  });
});
