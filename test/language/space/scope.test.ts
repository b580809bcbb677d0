import { describe, expect, it } from 'vitest';
import { largest } from '../../../language/index.ts';
import { compiled, operatorsAt, paths, spaceOf } from './compiled.ts';

describe('openness follows scope', () => {
  it('shares a decision declared outside a repeat', () => {
    expect(paths(spaceOf('elastic w in [4, 8]; layer: repeat 3 { linear(w) }'))).toEqual(['w']);
  });

  it('gives every copy its own decision declared inside a repeat', () => {
    const space = spaceOf('layer: repeat 3 { elastic w in [4, 8]; linear(w) }');
    expect(paths(space)).toEqual(['layer[0].w', 'layer[1].w', 'layer[2].w']);
  });

  it('gives every use of a block its own decision', () => {
    const space = spaceOf('block B { elastic w in [4, 8]; linear(w) }; a: B; b: B');
    expect(paths(space)).toEqual(['a.w', 'b.w']);
  });

  it('shows a block inside a super-network the decisions and constants around it, which its uses share', () => {
    const space = spaceOf('elastic w in [4, 8]; const n = 2; block B { linear(w * n) }; a: B; b: B');
    expect(paths(space)).toEqual(['w']);
    expect(operatorsAt(space, largest(space))).toEqual(['a.linear vector[16]', 'b.linear vector[16]']);
  });

  it('hides what stands in a list from what stands outside', () => {
    expect(() => compiled('supernet S { input v: vector[8]; a: { const n = 4; linear(n) }; linear(n) }')).toThrow(
      'nothing here is called `n`',
    );
  });

  it('does not show a block of the file what is in a super-network', () => {
    expect(() => compiled('block B { linear(n) }\nsupernet S { input v: vector[8]; const n = 4; B }')).toThrow(
      'nothing here is called `n`',
    );
  });
});

describe('blocks', () => {
  it('take numbers, flags, operators, blocks and tensors', () => {
    const space = spaceOf(
      `
      block Inner(n) { linear(n) }
      block Outer(n, plain, activation, part, other) {
        part(n)
        if plain { relu } else { gelu }
        activation
        sum(x, other)
      }
      a: linear(4)
      Outer(4, false, tanh, part: Inner, other: a)`.replace('sum(x, other)', 'b: relu; sum(b, other)'),
    );
    expect(operatorsAt(space, largest(space)).map((line) => line.split(' ')[0])).toEqual([
      'a',
      'outer.part.linear',
      'outer.gelu',
      'outer.activation',
      'outer.b',
      'outer.sum',
    ]);
  });

  it('have defaults that may read the parameters before them and the tensor that enters', () => {
    const space = spaceOf('block B(n = x.width / 2, m = n + 1) { linear(n); linear(m) }; B');
    expect(operatorsAt(space, largest(space))).toEqual(['b.linear vector[4]', 'b.linear_2 vector[5]']);
  });

  it('take a bare name after a named argument for itself', () => {
    const space = spaceOf('block B(n, m) { linear(n); linear(m) }; const m = 3; B(n: 2, m)');
    expect(operatorsAt(space, largest(space))).toEqual(['b.linear vector[2]', 'b.linear_2 vector[3]']);
  });
});

describe('paths', () => {
  it('number what repeats within a segment, and keep labels as they are', () => {
    const space = spaceOf('linear(4); linear: linear(8); residual { layernorm; linear(8) }; layernorm');
    expect(operatorsAt(space, largest(space)).map((line) => line.split(' ')[0])).toEqual([
      'linear_2',
      'linear',
      'layernorm',
      'linear_3',
      'sum',
      'layernorm_2',
    ]);
  });

  it('make no segment of residual and if, and one of a shortcut', () => {
    const space = spaceOf(`residual {
      if 1 < 2 { elastic n in [4, 8]; a: linear(n * 8 / n) }
    } shortcut { elastic m in [4, 8]; linear(m * 8 / m) }`);
    expect(paths(space)).toEqual(['n', 'shortcut.m']);
    expect(operatorsAt(space, largest(space)).map((line) => line.split(' ')[0])).toEqual([
      'a',
      'shortcut.linear',
      'sum',
    ]);
  });

  it('write block names in lower snake case, and nest labels', () => {
    const space = spaceOf(
      'block SqueezeNET2d { elastic n in [4, 8]; linear(n) }; outer: inner: SqueezeNET2d; SqueezeNET2d',
    );
    expect(paths(space)).toEqual(['outer.inner.n', 'squeeze_net2d.n']);
  });
});
